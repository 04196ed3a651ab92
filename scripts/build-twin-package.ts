// `npm run pack-twin` runs this first: JavaScript for any Node, types, and what the browser's side is made of.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5.9'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'twin')
const target = join(source, 'dist')

rmSync(target, { recursive: true, force: true })
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(source, 'tsconfig.build.json')], { stdio: 'inherit' })
// Everything but TypeScript, in folders of its own.
for (const file of globSync('*/**/*.{js,css,json}', { cwd: source, exclude: ['dist'] }).filter(isShipped)) {
  mkdirSync(dirname(join(target, file)), { recursive: true })
  cpSync(join(source, file), join(target, file))
}
for (const file of ['index.ts', 'twin-types.ts', ...globSync('playwright/*.ts', { cwd: source }).filter(isShipped)])
  writeDeclaration(file)
cpSync(join(root, 'LICENSE'), join(source, 'LICENSE'))

function isShipped(file: string): boolean {
  return !/(^|\/)testing(\/|\.)|\.test\./.test(file)
}

/**
 * The types of one file from its own text. Only what the package exports gets them: its inner types are inferred from
 * Stripe's, and would repeat those by the megabyte.
 */
function writeDeclaration(file: string): void {
  const text = readFileSync(join(source, file), 'utf8')
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { isolatedDeclarations: true, declaration: true, target: ts.ScriptTarget.ES2022 },
  })
  if (diagnostics.length > 0) {
    const said = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    throw new Error(`twin/${file} needs types of its own: ${said.join('; ')}`)
  }
  writeFileSync(join(target, file.replace(/\.ts$/, '.d.ts')), outputText.replaceAll(/(from '\.[^']+)\.ts'/g, "$1.js'"))
}
