/** The ways in which changes arrive at a window, best first, and which of them are on. */
import type { LiveState, Transport } from '@copydesk/contract'
import { Badge, cx } from '../../design/index.ts'
import styles from './AdminLive.module.css'

const ways: readonly { transport: Transport; name: string; meaning: string }[] = [
  { transport: 'websocket', name: 'WebSocket', meaning: 'At once, both ways over one connection' },
  { transport: 'http_stream', name: 'HTTP stream', meaning: 'At once, where WebSockets do not get through' },
  { transport: 'sse', name: 'Server-sent events', meaning: 'At once, for other programs' },
  { transport: 'poll', name: 'Polling', meaning: 'Within seconds, where nothing else gets through' },
]

export interface TransportListProps {
  live: LiveState
  /** What this window uses; null while it uses none. */
  current: Transport | null
}

export function TransportList({ live, current }: TransportListProps) {
  return (
    <section aria-labelledby="ways">
      <h2 id="ways" className={styles.heading}>
        How changes arrive
      </h2>
      <ul className={styles.ways}>
        {ways.map(({ transport, name, meaning }) => {
          const isOn = live.transports.includes(transport)
          return (
            <li key={transport} className={styles.way}>
              <span className={cx(styles.dot, isOn && styles.on)} aria-hidden />
              <span className={styles.name}>
                {name} {transport === current && <Badge>this window</Badge>}
              </span>
              <span className={styles.meaning}>{meaning}</span>
              <span className={styles.state}>{isOn ? 'On' : 'Off'}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
