/** Events of which people were to be told, newest first; one of them opens in place of the list. */
import type { Trace } from '@copydesk/contract'
import { useTraces } from '@copydesk/react'
import { SearchX, Send } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { Button, EmptyState, RelativeTime, Select, Toolbar } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { useKnownProjects } from '../../projects/use-known-projects.ts'
import styles from './AdminDelivery.module.css'
import { PagedList } from './PagedList.tsx'
import { TraceView } from './TraceView.tsx'
import { kindWords } from './trace-words.ts'

export function TracesTab() {
  const [query] = useSearchParams()
  const traceId = query.get('trace')
  return traceId === null ? <Traces /> : <TraceView key={traceId} traceId={traceId} />
}

function Traces() {
  const [query, setQuery] = useSearchParams()
  const about = query.get('about') ?? undefined
  const projectId = query.get('project') ?? undefined
  const traces = useTraces({ about, projectId })
  const projects = useKnownProjects()
  const isNarrowed = about !== undefined || projectId !== undefined
  const showAll = () => setQuery({}, { replace: true })
  return (
    <>
      <Toolbar label="Events">
        <Select
          label="Project"
          labelPlace="hidden"
          variant="quiet"
          options={[
            { value: 'all', label: 'All projects' },
            ...[...projects.values()].map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={projectId ?? 'all'}
          onChange={(value) => setQuery(value === 'all' ? {} : { project: value }, { replace: true })}
        />
        {about !== undefined && (
          <Button variant="quiet" onPress={showAll}>
            Show all events
          </Button>
        )}
      </Toolbar>
      <PagedList
        pages={traces}
        label="Events"
        loading="Loading what people were told"
        empty={<NoEvents isNarrowed={isNarrowed} onShowAll={showAll} />}
      >
        {(trace) => <TraceLine key={trace.id} trace={trace} />}
      </PagedList>
    </>
  )
}

function NoEvents({ isNarrowed, onShowAll }: { isNarrowed: boolean; onShowAll: () => void }) {
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="Nobody was to be told of this"
        action={<Button onPress={onShowAll}>Show all events</Button>}
      >
        It concerned nobody, is still being told, or is older than traces are kept.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Send size={20} />} title="Nobody was to be told of anything yet">
      Whatever concerns somebody is listed here, with who was told of it and who was not.
    </EmptyState>
  )
}

function TraceLine({ trace }: { trace: Trace }) {
  const nameOf = useNameOf()
  const { id, actor, at, kind, projectName, told, withheld } = trace
  return (
    <li className={styles.row}>
      <Link to={paths.adminDelivery({ trace: id })}>
        <bdi className={styles.name}>{nameOf(actor)}</bdi> {kindWords[kind]}
        {projectName !== null && (
          <>
            {' in '}
            <bdi>{projectName}</bdi>
          </>
        )}
      </Link>
      <p className={styles.facts}>
        <span>{told} told</span>
        <span>{withheld} not told</span>
        <RelativeTime at={at} />
      </p>
    </li>
  )
}
