/** What the server itself knows: who is connected and how, whom it turned away and why, and how connections ended. */
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { ErrorState, IconButton, SkeletonRows } from '../../../../design/index.ts'
import { FigureTable } from './FigureTable.tsx'
import { HandshakeTable } from './HandshakeTable.tsx'
import { ageRows, endRows, openRows, refusalRows } from './report-figures.ts'
import styles from './ServerReport.module.css'
import { type ReportState, useServerReport } from './use-server-report.ts'

export function ServerReport() {
  const [state, refresh] = useServerReport()
  const [isRefreshing, setRefreshing] = useState(false)
  const again = async () => {
    setRefreshing(true)
    await refresh()
    setRefreshing(false)
  }
  return (
    <section aria-labelledby="server-report" className={styles.report}>
      <div className={styles.head}>
        <h2 id="server-report" className={styles.heading}>
          What the server saw
        </h2>
        {state.status === 'ready' && (
          <IconButton
            label="Ask the server again"
            size="small"
            isPending={isRefreshing}
            onPress={() => void again()}
          >
            <RefreshCw size={15} aria-hidden />
          </IconButton>
        )}
      </div>
      <Content state={state} onRetry={() => void again()} />
    </section>
  )
}

function Content({ state, onRetry }: { state: ReportState; onRetry: () => void }) {
  if (state.status === 'loading') return <SkeletonRows label="Loading the server’s report" count={4} />
  if (state.status === 'error') return <ErrorState error={state} onRetry={onRetry} />
  const { report } = state
  const { open, limit } = report.connections
  const ages = ageRows(report.ends)
  const nodes = report.hears.length + 1
  return (
    <>
      <p className={styles.lead}>
        Copydesk {report.version}, up for {durationOf(report.uptimeSeconds)}
        {nodes > 1 ? `, one of ${nodes} servers that hear each other` : ''}. It pings every{' '}
        {report.pingSeconds} s. Figures count since its start.
      </p>
      <div className={styles.tables}>
        <FigureTable
          title="Open connections"
          rows={openRows(report)}
          none="None"
          foot={limit === null ? `${open} in all, no limit set` : `${open} of ${limit} that it may have`}
        />
        <FigureTable title="Turned away, by reason" rows={refusalRows(report)} none="Nobody" />
        <FigureTable title="Ended" rows={endRows(report)} none="None" />
        <FigureTable
          title="Age of those that broke off"
          rows={ages}
          none="None broke off"
          {...(ages.length > 0 && { foot: 'Many of one age: something on the way has a time limit.' })}
        />
      </div>
      <HandshakeTable handshakes={report.handshakes} />
    </>
  )
}

function durationOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} days`
}
