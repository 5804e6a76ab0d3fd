/** The way from this browser to the servers as a row of hops; the one at fault is marked by icon, words and colour. */
import type { Diagnosis, Hop } from '@copydesk/doctor'
import {
  AppWindow,
  Check,
  CircleHelp,
  Network,
  Server,
  Share2,
  Shuffle,
  TriangleAlert,
  X,
} from 'lucide-react'
import styles from './WayPicture.module.css'
import { type HopState, wayOf } from './way.ts'

const hopIcons: Record<Hop, typeof Server> = {
  browser: AppWindow,
  network: Network,
  proxy: Shuffle,
  server: Server,
  broker: Share2,
}
const stateIcons: Record<HopState, typeof Server> = {
  works: Check,
  broken: X,
  suspect: TriangleAlert,
  unknown: CircleHelp,
}

export function WayPicture({ diagnosis }: { diagnosis: Diagnosis }) {
  return (
    <ol aria-label="The way" className={styles.way}>
      {wayOf(diagnosis).map(({ hop, name, state, note }) => {
        const [HopIcon, StateIcon] = [hopIcons[hop], stateIcons[state]]
        return (
          <li key={hop} data-state={state} className={styles.hop}>
            <span className={styles.disc} aria-hidden>
              <HopIcon size={20} />
              <span className={styles.mark}>
                <StateIcon size={11} strokeWidth={3} />
              </span>
            </span>
            <span className={styles.words}>
              <span className={styles.name}>{name}</span>
              <span className={styles.note}>{note}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
