import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { showStep } from '#server/start/progress.ts'

export interface Tool {
  label: string
  /** As in node_modules/.bin, or a file of ours. */
  program: string
  args?: string[]
  withinSeconds: number
  /** It shows its own progress. */
  isShown?: boolean
  env?: Record<string, string>
}

class ToolFailure extends Error {}

/** Runs one tool, with a line for the step; what it said is shown only when it fails. @returns whether it went well */
export async function runTool(tool: Tool): Promise<boolean> {
  try {
    if (tool.isShown) await run(tool)
    else await showStep(tool.label, () => run(tool))
    return true
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error
    console.log(`\n${error.message.trimEnd().replace(/^/gm, '    ')}\n`)
    return false
  }
}

async function run({ label, program, args = [], withinSeconds, isShown, env }: Tool): Promise<void> {
  const command = program.endsWith('.ts') ? [process.execPath, program] : [join('node_modules', '.bin', program)]
  const child = spawn(command[0] ?? program, [...command.slice(1), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
    // A group of its own, so that nothing of it outlives its time.
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output += chunk
    })
  const end = () => child.pid && process.kill(-child.pid, 'SIGTERM')
  const stopWithUs = () => {
    end()
    process.exit(1)
  }
  process.once('SIGTERM', stopWithUs).once('SIGINT', stopWithUs)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    end()
  }, withinSeconds * 1000)
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  clearTimeout(timer)
  process.off('SIGTERM', stopWithUs).off('SIGINT', stopWithUs)
  if (isLate) throw new ToolFailure(`${output}\n${label} took longer than ${withinSeconds} seconds and was ended.`)
  if (code !== 0) throw new ToolFailure(output)
}
