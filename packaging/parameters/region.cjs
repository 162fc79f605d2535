'use strict';

/** The Region that a command is given, as serverless.yml reads it. */
exports.regionOf = ({ options }) => {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return options.region || AWS_REGION || AWS_DEFAULT_REGION;
};

/** A package is the same for every Region. A command that acts on a stack needs its Region. */
exports.refuseNoRegion = ({ commands, options }, refuse) => {
  if (commands[0] !== 'package' && !exports.regionOf({ options }))
    refuse('The Region is missing: give --region, or set AWS_REGION or AWS_DEFAULT_REGION');
};

/** What the stack uses has to be in its partition; what is not of IAM, in its Region as well. */
exports.refuseElsewhere = (values, region, refuse) => {
  const arns = Object.entries(values).filter(([, value]) => value.startsWith('arn:'));
  const [first] = arns.filter(([name]) => isRegional(name));
  const stack = region
    ? { of: `Region ${region}`, partition: partitionOf(region), region }
    : first && { of: first[0], ...placeOf(first[1]) };
  for (const [name, arn] of stack ? arns : []) {
    const place = placeOf(arn);
    const parts = isRegional(name) ? ['partition', 'region'] : ['partition'];
    const other = parts.find((part) => stack[part] && place[part] !== stack[part]);
    if (other)
      refuse(
        `Parameter ${name} is "${arn}": expected an ARN of ${other} ${stack[other]}, as ${stack.of} has it`,
      );
  }
};

/** Policies are of no Region, and the bus of the forwarder may be in another. */
function isRegional(name) {
  return name === 'alarmTopicArn' || name === 'kmsKeyArn';
}

function placeOf(arn) {
  const [, partition, , region] = arn.split(':');
  return { partition, region };
}

/** Nothing where it is not known, as that of a sovereign cloud. */
function partitionOf(region) {
  if (/^eusc-|-iso/.test(region)) return undefined;
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
