/** The latest handshakes: who was let in, and who was not and why. Those of the checks are left out. */
import type { TimedHandshake } from '@copydesk/doctor'
import { RelativeTime } from '../../../../design/index.ts'
import { cameFrom, transportName } from './report-figures.ts'
import styles from './ServerReport.module.css'

/** More are in the report itself. */
const shown = 12

export function HandshakeTable({ handshakes }: { handshakes: readonly TimedHandshake[] }) {
  const real = handshakes.filter(({ probe }) => probe === null).slice(0, shown)
  return (
    <div className={styles.handshakes}>
      <h3 className={styles.title}>Latest handshakes</h3>
      {real.length === 0 ? (
        <p className={styles.none}>None yet</p>
      ) : (
        <table aria-label="Latest handshakes" className={styles.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Way</th>
              <th scope="col">Outcome</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {real.map((handshake, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: records have no id, and the list is replaced as a whole.
              <tr key={index}>
                <td>
                  <RelativeTime at={handshake.at} />
                </td>
                <td>{transportName(handshake.transport)}</td>
                <td>
                  {handshake.refusal === null ? (
                    'Let in'
                  ) : (
                    <span className={styles.refused}>
                      Turned away ({handshake.refusal.status}): {handshake.refusal.title}
                    </span>
                  )}
                </td>
                <td>{cameFrom(handshake)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
