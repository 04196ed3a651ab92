import type { ReactNode } from 'react'
import spoken from './spoken.module.css'
import styles from './table.module.css'

export interface Column<Key extends string> {
  key: Key
  label: string
  /** Amounts and actions stand at the end. */
  align?: 'end'
  /** The label is read out only, as over a column of buttons. */
  labelHidden?: boolean
}

export interface TableRow<Key extends string> {
  id: string
  cells: Record<Key, ReactNode>
}

interface TableProps<Key extends string> {
  /** Read out before the table. */
  caption: string
  columns: readonly Column<Key>[]
  rows: readonly TableRow<Key>[]
}

/** The first column names the row. On a phone each row becomes an entry of a list. */
export function Table<Key extends string>({ caption, columns, rows }: TableProps<Key>) {
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noRedundantRoles: laid out as a list, a table loses its roles in some browsers */}
      <table className={styles.table} role="table">
        <caption className={spoken.spoken}>{caption}</caption>
        <thead className={styles.head}>
          <tr>
            {columns.map(({ key, label, align, labelHidden }) => (
              <th key={key} scope="col" className={styles.headCell} data-align={align}>
                <span className={labelHidden ? spoken.spoken : undefined}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id} className={styles.row}>
              {columns.map(({ key, label, align, labelHidden }, index) =>
                index === 0 ? (
                  <th key={key} scope="row" className={styles.cell} data-first data-align={align}>
                    {cells[key]}
                  </th>
                ) : (
                  <td key={key} className={styles.cell} data-align={align} data-label={labelHidden ? undefined : label}>
                    <div className={styles.value}>{cells[key]}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
