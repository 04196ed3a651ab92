// Brings a fresh clone to the point where the rest can run: packages from the lockfile, then the project's own Node 24.
// Plain JavaScript for the Node that the machine has (20 or newer); it imports nothing but Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const marker = join(root, 'node_modules', '.portico-installed')
const bundledNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const oldestNode = 24

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  console.log('Installing packages (once, about a minute)…')
  // Not `npm ci`: it refuses a lockfile whose optional packages for other platforms a registry does not carry.
  const flags = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', flags, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  if (npm.status !== 0) fail('Installing the packages failed. npm says why above; nothing was started.')
  writeFileSync(marker, wanted)
}

function nodeToRun() {
  if (existsSync(bundledNode)) return bundledNode
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath
  return fail(`Portico needs Node ${oldestNode}, and npm has no copy of it for this machine (${process.platform} ${process.arch}). Install Node ${oldestNode} and run the command again.`)
}

const [script, ...args] = process.argv.slice(2)
installPackages()
const child = spawn(nodeToRun(), ['--disable-warning=ExperimentalWarning', join(root, script), ...args], { cwd: root, stdio: 'inherit' })
// The terminal signals the whole group, so on Ctrl-C the child ends by itself and we only wait for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (signal !== 'SIGINT') child.kill(signal) })
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
