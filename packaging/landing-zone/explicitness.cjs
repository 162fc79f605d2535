'use strict';

const STATEFUL = ['AWS::Logs::LogGroup', 'AWS::SQS::Queue', 'AWS::S3::Bucket'];

/** Says what would be so without a word, where linters and rule packs ask for the word; and says nothing twice. */
exports.applyExplicitness = (resources) => {
  for (const resource of Object.values(resources)) {
    if (STATEFUL.includes(resource.Type)) {
      resource.DeletionPolicy ??= 'Delete';
      resource.UpdateReplacePolicy ??= 'Delete';
    }
    if (resource.DependsOn) withoutReferred(resource);
  }
};

/** A resource is made after those that it refers to, whether or not it says that it depends on them. */
function withoutReferred(resource) {
  const text = JSON.stringify(resource.Properties);
  const isReferred = (id) => text.includes(`{"Ref":"${id}"}`) || text.includes(`{"Fn::GetAtt":["${id}",`);
  const others = [resource.DependsOn].flat().filter((id) => !isReferred(id));
  if (others.length > 0) resource.DependsOn = others;
  else delete resource.DependsOn;
}
