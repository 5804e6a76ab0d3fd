/** Switches live updates, or WebSockets alone, off and on for everybody. Who may not switch them may look. */
import { useConnectionStatus, useLiveSwitches } from '@copydesk/react'
import { cx, SkeletonRows } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useMay } from '../../people/use-may.ts'
import { LoadFailure } from '../errors/LoadFailure.tsx'
import styles from './AdminLive.module.css'
import { LiveSwitches } from './LiveSwitches.tsx'
import { TransportList } from './TransportList.tsx'

const title = 'Live updates'

/** The screen at `/admin/live`. */
export function AdminLive() {
  const site = useLiveSwitches()
  const connection = useConnectionStatus()
  const mayChange = useMay('site.manage')
  if (site.status === 'error' || site.status === 'gone') {
    return (
      <LoadFailure
        error={site.error}
        onRetry={() => void site.refresh()}
        what="page"
        back={{ path: '/', label: 'Go to the projects' }}
      />
    )
  }
  if (site.status === 'loading') {
    return (
      <Page title={title}>
        <SkeletonRows label="Loading what is switched on" count={4} />
      </Page>
    )
  }
  return (
    <Page title={title}>
      <div className={cx(styles.scroller)}>
        <div className={cx(styles.column)}>
          <LiveSwitches live={site.data} mayChange={mayChange} />
          <TransportList live={site.data} current={connection.transport} />
        </div>
      </div>
    </Page>
  )
}
