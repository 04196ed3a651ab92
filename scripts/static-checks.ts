import type { Tool } from './run-tool.ts'

/** What can be said about the code without running it. */
export const staticChecks: Tool[] = [
  { label: 'Format, lint', program: 'biome', args: ['check', '.'], withinSeconds: 60 },
  { label: 'Types', program: 'tsc', args: ['--noEmit', '-p', '.'], withinSeconds: 120 },
  { label: 'Imports', program: 'scripts/check-imports.ts', withinSeconds: 60 },
  { label: 'Dead code', program: 'knip', withinSeconds: 120 },
]
