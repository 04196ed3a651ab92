import styles from './money.module.css'

/** An amount that was written by `t.money`, with its interval beside it: "€49.00 / month". */
export function Money({ amount, interval, large }: { amount: string; interval?: string; large?: boolean }) {
  return (
    <span className={styles.money} data-large={large}>
      <span className={styles.amount}>{amount}</span>
      {interval && <span className={styles.interval}> / {interval}</span>}
    </span>
  )
}
