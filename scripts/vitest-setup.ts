// One Postgres for all unit tests. A test copies its migrated template: createTestDatabase(inject('templateUrl'), inject('appUrl')).
import type { TestProject } from 'vitest/node'
import { startTestPostgres } from '#server/postgres/start-test-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    templateUrl: string
    appUrl: string
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres()
  project.provide('templateUrl', postgres.templateUrl)
  project.provide('appUrl', postgres.appUrl)
  return postgres.stop
}
