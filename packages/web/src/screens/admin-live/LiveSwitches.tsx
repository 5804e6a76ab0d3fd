/** The two switches, with who turned them last, or the setting of the server that leaves no choice. */
import type { LiveState, LiveSwitch } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Lock } from 'lucide-react'
import { RelativeTime, Switch } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './AdminLive.module.css'

export interface LiveSwitchesProps {
  live: LiveState
  mayChange: boolean
}

export function LiveSwitches({ live, mayChange }: LiveSwitchesProps) {
  const { changeLive } = useCommands()
  const { all, websocket } = live.switches
  return (
    <section aria-label="Switches">
      {!mayChange && <p className={styles.lead}>Administrators can switch these.</p>}
      <Switch
        label="Live updates"
        description="Changes by others appear by themselves. When this is off, everybody refreshes by hand."
        isSelected={all.enabled && all.fixedBy === null}
        isDisabled={!mayChange || all.fixedBy !== null}
        onChange={(enabled) => void changeLive({ enabled })}
      >
        <SwitchNote turned={all} />
      </Switch>
      <Switch
        label="WebSockets"
        description="The quickest way for changes to arrive. When this is off, the next way below is taken."
        isSelected={websocket.enabled && websocket.fixedBy === null}
        isDisabled={!mayChange || websocket.fixedBy !== null}
        onChange={(enabled) => void changeLive({ websocket: { enabled } })}
      >
        <SwitchNote turned={websocket} />
      </Switch>
      <p className={styles.lead}>
        Every open window follows within seconds. A window for which no way is left asks again every 30
        seconds.
      </p>
    </section>
  )
}

function SwitchNote({ turned }: { turned: LiveSwitch }) {
  const nameOf = useNameOf()
  const { fixedBy, changedBy, changedAt, enabled } = turned
  if (fixedBy !== null) {
    return (
      <p className={styles.fixed}>
        <Lock size={13} aria-hidden />
        <span>
          Off by a setting of the server: {fixedBy}. To change that, change the setting and restart the
          server.
        </span>
      </p>
    )
  }
  if (changedBy === null || changedAt === null) return null
  return (
    <p className={styles.who}>
      Switched {enabled ? 'on' : 'off'} by {nameOf(changedBy)}, <RelativeTime at={changedAt} />
    </p>
  )
}
