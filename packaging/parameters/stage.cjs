'use strict';

/** What the names of roles leave of IAM's 64 characters, beside the longest function and the longest Region. */
exports.LONGEST_STAGE = 16;

/** The framework refuses other characters. But of a stage that is too long it names a role, and not the stage. */
exports.refuseStage = (stage = 'dev', refuse) => {
  if (stage.length > exports.LONGEST_STAGE)
    refuse(
      `--stage is "${stage}": expected at most ${exports.LONGEST_STAGE} characters, since the names of roles have no room for more`,
    );
  if (/^forwarder-/i.test(stage))
    refuse(`--stage is "${stage}": expected none that begins with forwarder-, as the forwarder's stacks do`);
};

/**
 * IAM tells the names of roles apart without their case. Only a stack that has such a stage already, from before this
 * was asked for, may keep it.
 * @returns what is wrong with the stage of a new stack
 */
exports.clashingStage = (stage = 'dev') =>
  /[A-Z]/.test(stage)
    ? `--stage is "${stage}": expected lower-case letters, since IAM would take the roles of stage ${stage.toLowerCase()} for the same`
    : undefined;
