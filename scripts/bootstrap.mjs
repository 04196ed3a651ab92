// Brings a fresh clone to the point where the rest can run: packages from the lockfile, then the project's own Node 24.
// Plain JavaScript for the Node that the machine has (20 or newer); it imports nothing but Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const bin = join(root, 'node_modules', '.bin')
const marker = join(root, 'node_modules', '.portico-installed')
const isWindows = process.platform === 'win32'
const oldestNode = 24

const npmFlags = [
  '--no-save',
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]

const [script, ...args] = process.argv.slice(2)
installPackages()
run(findNode())

function installPackages() {
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lockfile).digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  console.error('Installing packages (once, about a minute)…')
  // Not `npm ci`: it refuses a lockfile whose optional packages for other platforms a registry does not carry.
  const npm = spawnSync('npm', ['install', ...npmFlags], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: isWindows,
  })
  if (npm.error) fail(`npm could not be run (${npm.error.message}). Install Node with npm and run the command again.`)
  if (npm.status !== 0) fail('Installing the packages failed. npm says why above; nothing was started.')
  writeFileSync(marker, wanted)
}

/** npm brings a Node 24; on a system that it was not built for, the machine's own has to be new enough. */
function findNode() {
  const bundled = join(bin, isWindows ? 'node.cmd' : 'node')
  if (spawnSync(bundled, ['--version'], { shell: isWindows }).status === 0) return bundled
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath
  return fail(
    `Portico needs Node ${oldestNode}, and npm has no copy of it for this machine (${process.platform} ${process.arch}). Install Node ${oldestNode} and run the command again.`,
  )
}

function run(node) {
  const preload = pathToFileURL(join(root, 'scripts', 'end-with-parent.mjs')).href
  const flags = ['--disable-warning=ExperimentalWarning', '--import', preload]
  const child = spawn(node, [...flags, join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, END_WITH_PARENT: '1', PATH: `${bin}${delimiter}${process.env.PATH}` },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    shell: isWindows,
    // A group of its own: a Ctrl-C comes to it once, through us, and not a second time from the terminal.
    detached: !isWindows,
  })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))

  const ancestors = listAncestors()
  setInterval(() => listAncestors() !== ancestors && child.kill('SIGTERM'), 500).unref()
}

/**
 * npm that was killed tells nobody: those under it only see that they have another parent.
 * Between it and us there may be a shell that runs our command, and would outlive it as we would.
 */
function listAncestors() {
  try {
    const isShell = readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8').includes('scripts/bootstrap.mjs')
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const grandparent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    return isShell ? `${process.ppid} ${grandparent}` : `${process.ppid}`
  } catch {
    return `${process.ppid}`
  }
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
