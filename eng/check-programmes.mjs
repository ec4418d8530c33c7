// Checks the catalogue against its JSON Schemas and names every mistake as file: /place: message. Usage:
//   node eng/check-programmes.mjs [file ...]     (default: every programme, the offices, the payment routes, and the release thresholds)
//   node eng/check-programmes.mjs --json         reads [{ "schema": "programme", "document": ... }] from the standard input and
//                                                prints a list of mistakes for each, as tests/GrantFlow.Repo.Tests/Programmes wants it
// Exit codes: 0 no mistake (or --json), 1 mistakes, 2 could not check.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const catalogue = join(root, 'programmes');
const payments = join(root, 'payments');

function giveUp(sentence) {
  console.error(sentence);
  process.exit(2);
}

function json(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    giveUp(`${relative(root, path)} cannot be read: ${error.message}`);
  }
}

function validators() {
  let Ajv;
  try {
    Ajv = createRequire(join(root, 'eng', 'tools', 'package.json'))('ajv/dist/2020').default;
  } catch {
    giveUp('The validator is not installed. Run `dotnet run dev.cs -- setup` first, then try again.');
  }
  // strictTypes and strictTuples are about style: conditions repeat no type, and the first version differs from the rest.
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictTuples: false, strictRequired: false });
  ajv.addFormat('date', day => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day));
  const read = (folder, name) => ajv.compile(json(join(folder, 'schema', `${name}.schema.json`)));
  return { programme: read(catalogue, 'programme'), offices: read(catalogue, 'offices'), countries: read(payments, 'countries'), batches: read(payments, 'batches') };
}

const schemas = validators();

function mistakes(schema, document) {
  const validate = schemas[schema];
  return validate(document) ? [] : validate.errors.map(error => `${error.instancePath || '/'}: ${error.message}`);
}

if (process.argv.includes('--json')) {
  const asked = JSON.parse(readFileSync(0, 'utf8'));
  console.log(JSON.stringify(asked.map(one => mistakes(one.schema, one.document))));
} else {
  const named = process.argv.slice(2).map(path => resolve(path));
  const inFolder = folder => readdirSync(folder).filter(name => name.endsWith('.json')).sort().map(name => join(folder, name));
  const files = named.length > 0 ? named : [...inFolder(catalogue), ...inFolder(payments)];
  const schemaOf = path => ['offices', 'countries', 'batches'].find(name => basename(path) === `${name}.json`) ?? 'programme';
  const found = files.flatMap(path => mistakes(schemaOf(path), json(path)).map(mistake => `${relative(root, path)}: ${mistake}`));
  for (const mistake of found) console.error(mistake);
  if (found.length === 0) console.log(`${files.length} files fit their schemas.`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
