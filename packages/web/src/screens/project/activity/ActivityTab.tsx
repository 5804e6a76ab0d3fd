/** The tab of what was done in the project: who, what and when, narrowed by kind and person. */
import {
  type Activity,
  type ActivityGroup,
  type ActivityKind,
  activityGroupNames,
  type Id,
  type Person,
  sayActivity,
} from '@copydesk/contract'
import { useActivity } from '@copydesk/react'
import { History, SearchX, Send } from 'lucide-react'
import { Link } from 'react-router'
import {
  Avatar,
  Button,
  EmptyState,
  ErrorState,
  RelativeTime,
  Select,
  SkeletonRows,
} from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import styles from './Activity.module.css'
import { useActivityFilter } from './activity-filter.ts'

export interface ActivityTabProps {
  projectId: Id
  people: readonly Person[]
}

export function ActivityTab({ projectId, people }: ActivityTabProps) {
  const [filter, setFilter] = useActivityFilter()
  return (
    <div className={styles.scroller}>
      <div className={styles.filters}>
        <Select
          label="Kind"
          labelPlace="hidden"
          variant="quiet"
          options={groupOptions}
          value={filter.group ?? 'all'}
          onChange={(value) => setFilter({ group: value === 'all' ? null : value })}
        />
        <Select
          label="Person"
          labelPlace="hidden"
          variant="quiet"
          options={[{ value: 'all', label: 'Everybody' }, ...people.map(optionOf)]}
          value={filter.personId ?? 'all'}
          onChange={(value) => setFilter({ personId: value === 'all' ? null : value })}
        />
      </div>
      <Feed
        key={`${filter.group} ${filter.personId}`}
        projectId={projectId}
        filter={filter}
        onClear={() => setFilter({ group: null, personId: null })}
      />
    </div>
  )
}

const groupWords: Record<ActivityGroup, string> = {
  project: 'The project itself',
  items: 'Items',
  tasks: 'Checklist',
  comments: 'Comments',
  releases: 'Releases',
}
const groupOptions: readonly { value: ActivityGroup | 'all'; label: string }[] = [
  { value: 'all', label: 'Everything' },
  ...activityGroupNames.map((value) => ({ value, label: groupWords[value] })),
]

function optionOf({ id, name }: Person) {
  return { value: id, label: name }
}

interface FeedProps {
  projectId: Id
  filter: ReturnType<typeof useActivityFilter>[0]
  onClear: () => void
}

function Feed({ projectId, filter, onClear }: FeedProps) {
  const feed = useActivity(projectId, filter)
  if (feed.status === 'loading') return <SkeletonRows label="Loading the activity" count={8} />
  if (feed.data === undefined) {
    const error = feed.error ?? { title: 'The activity could not be loaded', remedy: 'Try again.' }
    return <ErrorState error={error} onRetry={() => void feed.refresh()} />
  }
  const { data } = feed.data
  if (data.length === 0 && (filter.group !== null || filter.personId !== null)) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="Nothing of this kind was done"
        action={<Button onPress={onClear}>Show everything</Button>}
      >
        No activity of the project matches the filter.
      </EmptyState>
    )
  }
  if (data.length === 0) {
    return (
      <EmptyState icon={<History size={20} />} title="Nothing was done yet">
        Whatever somebody does in this project from now on is listed here.
      </EmptyState>
    )
  }
  return (
    <>
      <ol className={styles.feed} aria-label="Activity">
        {data.map((activity) => (
          <Line key={activity.id} activity={activity} />
        ))}
      </ol>
      {feed.hasMore && (
        <Button variant="quiet" isPending={feed.loadingMore} onPress={() => void feed.loadMore()}>
          Show older ones
        </Button>
      )}
    </>
  )
}

/** What somebody may have been told of. */
const tellingKinds: ReadonlySet<ActivityKind> = new Set([
  'item.status_changed',
  'item.assigned',
  'task.added',
  'task.changed',
  'comment.created',
  'comment.changed',
  'thread.resolved',
  'project.published',
  'schedule.changed',
])

function Line({ activity }: { activity: Activity }) {
  const nameOf = useNameOf()
  const mayTrace = useMay('site.manage')
  const { actor, at, facts } = activity
  const name = nameOf(actor)
  const place = placeOf(activity)
  const words = sayActivity(activity, (id) => nameOf({ id, kind: 'person' }))
  const said = facts.reason ?? facts.note ?? ''
  const told = activity.kind === 'thread.resolved' ? facts.eventId : (facts.commentId ?? facts.eventId)
  const about = tellingKinds.has(activity.kind) ? told : undefined
  return (
    <li className={styles.line}>
      <Avatar id={actor.id} name={name} size="small" isNamed />
      <span dir="auto" className={styles.words}>
        <b>{name}</b> {place === null ? words : <Link to={place}>{words}</Link>}
        {said !== '' && (
          <span dir="auto" className={styles.said}>
            {said}
          </span>
        )}
      </span>
      <span className={styles.when}>
        {mayTrace && about !== undefined && (
          <Link
            to={paths.adminDelivery({ about })}
            aria-label={`Who was told that ${name} ${words}`}
            title="Who was told"
            className={styles.trace}
          >
            <Send size={13} aria-hidden />
          </Link>
        )}
        <RelativeTime at={at} />
      </span>
    </li>
  )
}

/** Where one sees what it was about; null where that may be gone, or is many places. */
function placeOf({ kind, projectId, facts }: Activity): string | null {
  const { commentId, items = [], count } = facts
  if (kind === 'comment.deleted' || kind === 'item.removed') return null
  if (commentId !== undefined) return paths.project(projectId, { comment: commentId })
  if (kind.startsWith('item.') && count === 1) return paths.project(projectId, { item: items[0]?.id ?? null })
  return null
}
