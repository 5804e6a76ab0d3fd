/** The columns of the projects table, and its two-line row for phones. */
import type { ProjectSummary, Schedule, StatusCounts } from '@copydesk/contract'
import { statuses } from '@copydesk/contract'
import { CalendarClock, MessageSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type Column, ProjectColorDot, RelativeTime, StatusBar } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { PrivateMark } from '../../projects/PrivateMark.tsx'
import styles from './Projects.module.css'

/** How many versions the project holds, whatever their status. */
export function itemCount(counts: StatusCounts): number {
  return statuses.reduce((sum, status) => sum + counts[status], 0)
}

/** The part of the items that is ready to go out, or out already; -1 without items, to sort them first. */
function progress({ counts }: ProjectSummary): number {
  const items = itemCount(counts)
  return items === 0 ? -1 : (counts.ready + counts.scheduled + counts.published) / items
}

function Name({ project }: { project: ProjectSummary }) {
  return (
    <span className={styles.name}>
      <ProjectColorDot color={project.color} />
      <Link to={paths.project(project.id)} tabIndex={-1} dir="auto">
        {project.name}
      </Link>
      <PrivateMark project={project} />
      {project.schedule !== null && <Scheduled schedule={project.schedule} />}
      {project.description !== '' && (
        <span dir="auto" className={styles.description}>
          {project.description}
        </span>
      )}
    </span>
  )
}

/** That it goes out by itself and how soon, or that it did not. */
function Scheduled({ schedule: { state, dueAt } }: { schedule: Schedule }) {
  return (
    <span className={styles.scheduled}>
      <CalendarClock size={13} aria-hidden />
      {state === 'pending' ? 'scheduled' : state} <RelativeTime at={dueAt} />
    </span>
  )
}

function Progress({ project: { counts } }: { project: ProjectSummary }) {
  const items = itemCount(counts)
  return (
    <span className={styles.progress}>
      <StatusBar counts={counts} />
      <span className={styles.figures}>
        {items === 0 ? 'empty' : `${counts.ready + counts.published} / ${items}`}
      </span>
    </span>
  )
}

/** What someone did who changed a field, after their name. */
export const projectDeeds = {
  name: 'renamed it',
  description: 'described it',
  color: 'recoloured it',
  publishedAt: 'published it',
  archivedAt: 'archived or reactivated it',
  schedule: 'scheduled it, or changed that',
} as const

/** `menu` draws the last cell: what can be done with a project. */
export function projectColumns(menu: (project: ProjectSummary) => ReactNode): Column<ProjectSummary>[] {
  return [
    {
      id: 'name',
      fields: ['name', 'description', 'color', 'archivedAt', 'schedule'],
      heading: 'Name',
      width: 'minmax(220px, 1fr)',
      cell: (project) => <Name project={project} />,
      sortBy: (project) => project.name,
    },
    {
      id: 'progress',
      heading: 'Ready',
      width: 'minmax(140px, 220px)',
      cell: (project) => <Progress project={project} />,
      sortBy: progress,
    },
    {
      id: 'comments',
      heading: 'Comments',
      width: '84px',
      align: 'end',
      hideBelowPx: 760,
      cell: (project) => <Comments count={project.commentCount} />,
      sortBy: (project) => project.commentCount,
    },
    {
      id: 'published',
      fields: ['publishedAt'],
      heading: 'Published',
      width: '96px',
      align: 'end',
      hideBelowPx: 900,
      cell: ({ publishedAt }) =>
        publishedAt === null ? <span className={styles.faint}>–</span> : <RelativeTime at={publishedAt} />,
      sortBy: ({ publishedAt }) => (publishedAt === null ? null : Date.parse(publishedAt)),
    },
    {
      id: 'updated',
      heading: 'Updated',
      width: '96px',
      align: 'end',
      cell: (project) => <RelativeTime at={project.updatedAt} />,
      sortBy: (project) => Date.parse(project.updatedAt),
    },
    { id: 'menu', heading: 'Actions', isHeadingHidden: true, width: '28px', cell: menu },
  ]
}

function Comments({ count }: { count: number }) {
  if (count === 0) return <span className={styles.faint}>–</span>
  return (
    <span className={styles.comments}>
      <MessageSquare size={13} aria-hidden /> {count}
    </span>
  )
}

/** Name on the first line, progress and last activity on the second, the menu at the end. */
export function ProjectPhoneRow({ project, menu }: { project: ProjectSummary; menu: ReactNode }) {
  return (
    <span className={styles.phoneRow}>
      <span className={styles.phoneText}>
        <Name project={{ ...project, description: '' }} />
        <span className={styles.phoneMeta}>
          <Progress project={project} />
          <RelativeTime at={project.updatedAt} />
        </span>
      </span>
      {menu}
    </span>
  )
}
