/**
 * Whether what is on the screen is current: one word, the reason in a popover, and a Refresh button wherever changes
 * do not come by themselves. Quiet: it never interrupts, it only tells.
 */
import { RefreshCw } from 'lucide-react'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import {
  Button,
  cx,
  IconButton,
  onTick,
  Popover,
  PopoverTrigger,
  Spoken,
  shortDuration,
} from '../design/index.ts'
import styles from './LiveStatus.module.css'

export interface LiveStatusProps {
  status: 'connecting' | 'live' | 'delayed' | 'reconnecting' | 'offline' | 'off'
  /** One plain sentence that says why. */
  words: string
  /** Unix time in ms at which the server was last heard, or null. */
  lastUpdateAt: number | null
  /** Loads every view on the screen anew, in place. */
  onRefresh: () => Promise<unknown>
  /** Explains why it is not live, if it is not; stands beside Refresh. `close` closes the popover. */
  why: (close: () => void) => ReactNode
}

const names: Record<LiveStatusProps['status'], string> = {
  connecting: 'Connecting',
  live: 'Live',
  delayed: 'Delayed',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  off: 'Off',
}

/** The status in the top bar. */
export function LiveStatus({ status, words, lastUpdateAt, onRefresh, why }: LiveStatusProps) {
  const [isRefreshing, setRefreshing] = useState(false)
  const refresh = async () => {
    setRefreshing(true)
    try {
      await onRefresh()
    } finally {
      setRefreshing(false)
    }
  }
  const needsRefresh = status !== 'live' && status !== 'connecting'
  return (
    <div className={styles.status}>
      <PopoverTrigger>
        <AriaButton
          aria-label={`Live updates: ${names[status]}`}
          className={cx(styles.button, styles[status])}
        >
          <span className={styles.dot} aria-hidden />
          <span className={styles.word}>{names[status]}</span>
        </AriaButton>
        <Popover label="Live updates" placement="bottom end">
          {({ close }) => (
            <div className={styles.details}>
              <h2>{names[status]}</h2>
              <p className={styles.words}>{words}</p>
              {lastUpdateAt !== null && <LastUpdate at={lastUpdateAt} />}
              <div className={styles.actions}>
                {needsRefresh && (
                  <Button
                    size="small"
                    icon={<RefreshCw size={14} />}
                    isPending={isRefreshing}
                    onPress={refresh}
                  >
                    Refresh
                  </Button>
                )}
                {why(close)}
              </div>
            </div>
          )}
        </Popover>
      </PopoverTrigger>
      {needsRefresh && (
        <IconButton label="Refresh" size="small" isPending={isRefreshing} onPress={refresh}>
          <RefreshCw size={15} aria-hidden />
        </IconButton>
      )}
      <Spoken isStatus>{needsRefresh ? `Live updates: ${names[status]}` : ''}</Spoken>
    </div>
  )
}

function LastUpdate({ at }: { at: number }) {
  const ago = useSyncExternalStore(onTick, () => shortDuration(Math.max(0, Date.now() - at)))
  return <p className={styles.last}>Last update {ago} ago</p>
}
