// Migrations are generated from the tables (`npm run migration`) and never edited once they are on main.
export default {
  dialect: 'postgresql',
  schema: './lib/database/tables',
  out: './lib/database/migrations',
  casing: 'snake_case',
}
