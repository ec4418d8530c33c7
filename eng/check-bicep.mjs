// Parses the Bicep files and names every syntax error as file:line:column. Usage:
//   node eng/check-bicep.mjs [--json] [file or folder ...]        (default: infra)
// With --json it prints the syntax trees as well, which the tests in tests/GrantFlow.Repo.Tests/Infra read.
// Exit codes: 0 no error, 1 syntax errors, 2 could not check.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const tools = createRequire(join(root, 'eng', 'tools', 'package.json'));

async function bicepParser() {
  let parserModule, grammar;
  try {
    parserModule = tools.resolve('web-tree-sitter');
    grammar = join(dirname(tools.resolve('tree-sitter-bicep/package.json')), 'tree-sitter-bicep.wasm');
  } catch {
    giveUp('The Bicep parser is not installed. Run `dotnet run dev.cs -- setup` first, then try again.');
  }
  const { Parser, Language } = await import(pathToFileURL(parserModule));
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(2);
}

function* bicepFiles(path) {
  if (!existsSync(path)) giveUp(`There is no ${path}. Name a Bicep file or a folder that holds some.`);
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* bicepFiles(child);
    else if (/\.bicep(param)?$/.test(entry.name)) yield child;
  }
}

// The grammar knows `param name type = value` of a .bicep file but not `param name = value` of a parameter file, which
// has the shape of a variable. Three blanks keep every position where it was.
function source(path) {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.bicepparam') ? text.replace(/^param\b/gm, 'var  ') : text;
}

function* syntaxErrors(node) {
  if (node.isMissing) yield { at: node.startPosition, message: `'${node.type}' is missing here` };
  else if (node.isError) yield { at: node.startPosition, message: `cannot read '${node.text.trim().split('\n')[0].slice(0, 60)}'` };
  else {
    if (node.type === 'object' || node.type === 'array') yield* missingSeparators(node);
    for (const child of node.children) yield* syntaxErrors(child);
  }
}

// The grammar lets `{ a: 1 b: 2 }` and `[1 2]` pass; the Bicep compiler does not.
function* missingSeparators(list) {
  for (let index = 1; index < list.children.length; index++) {
    const [before, after] = [list.children[index - 1], list.children[index]];
    const items = before.isNamed && after.isNamed && after.type !== 'comment';
    if (items && before.endPosition.row === after.startPosition.row) {
      yield { at: after.startPosition, message: 'a new line or a comma is missing here' };
    }
  }
}

// Names only what a reader of the tree needs: named nodes, and the one keyword that is not a node of its own.
function tree(node, field) {
  const children = [];
  node.children.forEach((child, index) => {
    if (child.type === 'comment') return;
    if (child.isNamed) children.push(tree(child, node.fieldNameForChild(index)));
    else if (child.type === 'existing') children.push({ type: 'existing', line: child.startPosition.row + 1, text: child.text });
  });
  const result = { type: node.type, line: node.startPosition.row + 1 };
  if (field) result.field = field;
  if (children.length === 0) result.text = node.text;
  else result.children = children;
  return result;
}

const asJson = process.argv.includes('--json');
const asked = process.argv.slice(2).filter(argument => argument !== '--json');
const parser = await bicepParser();
const files = [];
for (const path of (asked.length > 0 ? asked.map(p => resolve(p)) : [join(root, 'infra')]).flatMap(p => [...bicepFiles(p)])) {
  const parsed = parser.parse(source(path)).rootNode;
  const name = relative(root, path).replaceAll('\\', '/');
  const errors = [...syntaxErrors(parsed)].map(e => `${name}:${e.at.row + 1}:${e.at.column + 1}: ${e.message}`);
  files.push({ path: name, errors, ...(asJson ? { tree: tree(parsed) } : {}) });
}
if (files.length === 0) giveUp('No .bicep file was found, so nothing was checked.');

const errors = files.flatMap(file => file.errors);
if (asJson) console.log(JSON.stringify(files));
else if (errors.length === 0) console.log(`${files.length} Bicep files, no syntax error.`);
for (const error of errors) console.error(error);
process.exitCode = errors.length === 0 ? 0 : 1;
