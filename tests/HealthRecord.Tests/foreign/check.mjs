// Judges one IPS bundle from standard input by code that is not ours; prints a JSON array of what is wrong.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Fhir } = require('fhir');
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const bundle = JSON.parse(readFileSync(0, 'utf8'));
const wrong = [];

const verdict = new Fhir().validate(bundle, { errorOnUnexpected: true });
for (const message of verdict.messages.filter(m => m.severity === 'error' || m.severity === 'fatal')) {
  wrong.push(`fhir: ${message.location}: ${message.message}`);
}

const composition = "entry.resource.ofType(Composition)";
const invariants = {
  'bdl-1': "total.empty() or (type = 'searchset') or (type = 'history')",
  'bdl-7': 'entry.where(fullUrl.exists()).select(fullUrl & iif(resource.meta.versionId.exists(), resource.meta.versionId, \'\')).isDistinct()',
  'bdl-8': "entry.where(fullUrl.contains('/_history/')).empty()",
  'bdl-9': "type = 'document' implies (identifier.system.exists() and identifier.value.exists())",
  'bdl-10': "type = 'document' implies timestamp.exists()",
  'bdl-11': "type = 'document' implies (entry.first().resource is Composition)",
  'bdl-ips-1': 'entry.resource.ofType(Composition).count() = 1',
  'one-patient': 'entry.resource.ofType(Patient).count() = 1',
  'full-urls': 'entry.all(fullUrl.exists())',
  'three-sections': `(${composition}.section.code.coding.code) contains '11450-4' and (${composition}.section.code.coding.code) contains '48765-2' and (${composition}.section.code.coding.code) contains '10160-0'`,
  'ips-comp-1': `${composition}.section.all(entry.exists() or emptyReason.exists())`,
  'cmp-1': `${composition}.section.all(text.exists() or entry.exists() or section.exists())`,
  'ips-pat-1': 'entry.resource.ofType(Patient).name.all(text.exists() or family.exists() or given.exists())',
  'ips-2': 'entry.resource.ofType(Observation).all(value.exists() or dataAbsentReason.exists() or hasMember.exists() or component.exists())',
  'ait-1': "entry.resource.ofType(AllergyIntolerance).all(verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' and code = 'entered-in-error').exists() or clinicalStatus.exists())",
};
for (const [name, expression] of Object.entries(invariants)) {
  const result = fhirpath.evaluate(bundle, expression, null, r4);
  if (result.length !== 1 || result[0] !== true) {
    wrong.push(`${name}: ${JSON.stringify(result)}`);
  }
}

const known = new Set(bundle.entry.map(e => e.fullUrl));
(function walk(value, path) {
  if (value === null || typeof value !== 'object') {
    return;
  }
  if (typeof value.reference === 'string' && !known.has(value.reference)) {
    wrong.push(`dangling: ${path}: ${value.reference}`);
  }
  for (const [key, inner] of Object.entries(value)) {
    walk(inner, `${path}.${key}`);
  }
})(bundle, 'Bundle');

process.stdout.write(JSON.stringify(wrong));
