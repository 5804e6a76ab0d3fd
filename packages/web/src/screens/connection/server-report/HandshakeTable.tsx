/** The latest handshakes: who was let in, and who was not and why. */
import type { TimedHandshake } from '@copydesk/doctor'
import { cx, RelativeTime } from '../../../design/index.ts'
import { cameFrom, transportName } from './report-figures.ts'
import styles from './ServerReport.module.css'

/** More are in the report itself. */
const shown = 12

export function HandshakeTable({ handshakes }: { handshakes: readonly TimedHandshake[] }) {
  return (
    <div className={cx(styles.handshakes)}>
      <h3 className={cx(styles.title)}>Latest handshakes</h3>
      {handshakes.length === 0 ? (
        <p className={cx(styles.none)}>None yet</p>
      ) : (
        <div className={cx(styles.wide)}>
          <table aria-label="Latest handshakes" className={cx(styles.table)}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Way</th>
                <th scope="col">Outcome</th>
                <th scope="col">From</th>
              </tr>
            </thead>
            <tbody>
              {handshakes.slice(0, shown).map((handshake, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: records have no id, and the list is replaced as a whole.
                <tr key={index}>
                  <td>
                    <RelativeTime at={handshake.at} />
                  </td>
                  <td>
                    {transportName(handshake.transport)}
                    {handshake.probe !== null && <span className={cx(styles.probe)}> test</span>}
                  </td>
                  <td>
                    {handshake.refusal === null ? (
                      'Let in'
                    ) : (
                      <span className={cx(styles.refused)}>
                        Turned away ({handshake.refusal.status}): {handshake.refusal.title}
                      </span>
                    )}
                  </td>
                  <td>{cameFrom(handshake)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
