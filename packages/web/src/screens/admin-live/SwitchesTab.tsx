/** Switches live updates, or WebSockets alone, off and on for everybody. Who may not switch them may look. */
import { useConnectionStatus, useLiveSwitches } from '@copydesk/react'
import { ErrorState, ScrollArea, SkeletonRows } from '../../design/index.ts'
import { useMay } from '../../people/use-may.ts'
import styles from './AdminLive.module.css'
import { LiveSwitches } from './LiveSwitches.tsx'
import { TransportList } from './TransportList.tsx'

export function SwitchesTab() {
  const site = useLiveSwitches()
  const connection = useConnectionStatus()
  const mayChange = useMay('site.manage')
  if (site.status === 'loading') return <SkeletonRows label="Loading what is switched on" count={4} />
  if (site.status === 'error' || site.status === 'gone') {
    return (
      <ErrorState
        error={site.error ?? { title: 'This could not be loaded' }}
        onRetry={() => void site.refresh()}
      />
    )
  }
  return (
    <ScrollArea>
      <div className={styles.column}>
        <LiveSwitches live={site.data} mayChange={mayChange} />
        <TransportList live={site.data} current={connection.transport} />
      </div>
    </ScrollArea>
  )
}
