export default {
  dialect: 'postgresql',
  schema: './lib/database/schema.ts',
  out: './lib/database/migrations',
  casing: 'snake_case',
}
