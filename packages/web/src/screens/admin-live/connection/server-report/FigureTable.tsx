/** A small table of words and how often each came. */
import type { FigureRow } from './report-figures.ts'
import styles from './ServerReport.module.css'

export interface FigureTableProps {
  title: string
  rows: readonly FigureRow[]
  /** What stands there without rows. */
  none: string
  foot?: string
}

export function FigureTable({ title, rows, none, foot }: FigureTableProps) {
  return (
    <div className={styles.figures}>
      <h3 className={styles.title}>{title}</h3>
      {rows.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <table aria-label={title} className={styles.table}>
          <tbody>
            {rows.map(({ words, count }) => (
              <tr key={words}>
                <th scope="row">{words}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </div>
  )
}
