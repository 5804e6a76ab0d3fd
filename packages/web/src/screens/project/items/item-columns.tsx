/** The columns of a project's items, and the one cell that stands for all of them on a phone. */
import type { CommandOutcome } from '@copydesk/client'
import { type Id, type Person, type ProjectItem, type SettableStatus, statuses } from '@copydesk/contract'
import { MessageSquare } from 'lucide-react'
import { languageName, typeLooks } from '../../../content/content-words.ts'
import { ImportPath } from '../../../content/ImportPath.tsx'
import { type Column, RelativeTime, StatusPill } from '../../../design/index.ts'
import { DueDay, dueOf } from '../../../projects/due/DueDay.tsx'
import { UnsavedMark } from '../../../unsaved/UnsavedMark.tsx'
import { ActionMark } from './ActionMark.tsx'
import { ApprovalMark } from './ApprovalMark.tsx'
import { AssigneeMenu } from './AssigneeMenu.tsx'
import styles from './Items.module.css'
import { StatusMenu } from './StatusMenu.tsx'

export interface ItemColumnsOptions {
  people: readonly Person[]
  /** Null where the person may not. */
  onStatus:
    | ((item: ProjectItem, status: SettableStatus, reason?: string) => Promise<CommandOutcome<unknown>>)
    | null
  onAssign: ((item: ProjectItem, assigneeId: Id | null) => void) | null
}

/** Narrow grids lose the least needed columns first. */
export function itemColumns({ people, onStatus, onAssign }: ItemColumnsOptions): Column<ProjectItem>[] {
  const names = new Map(people.map((person) => [person.id, person.name]))
  return [
    {
      id: 'title',
      heading: 'Title',
      width: 'minmax(180px, 1fr)',
      cell: (item) => <ItemTitle item={item} />,
      sortBy: (item) => item.title,
    },
    {
      id: 'type',
      heading: 'Type',
      width: '64px',
      cell: (item) => <span className={styles.soft}>{typeLooks[item.type].label}</span>,
      sortBy: (item) => item.type,
      hideBelowPx: 900,
    },
    {
      id: 'language',
      heading: 'Language',
      width: '80px',
      cell: (item) => (
        <span className={styles.soft} title={languageName(item.language)}>
          {item.language}
        </span>
      ),
      sortBy: (item) => item.language,
      hideBelowPx: 700,
    },
    {
      id: 'status',
      fields: ['status', 'rejection', 'approvals'],
      heading: 'Status',
      width: '148px',
      cell: (item) => (
        <span className={styles.status}>
          <StatusMenu
            item={item}
            onChange={onStatus && ((status, reason) => onStatus(item, status, reason))}
            isInGrid
          />
          <ApprovalMark item={item} />
        </span>
      ),
      sortBy: (item) => statuses.indexOf(item.status),
    },
    {
      id: 'assignee',
      fields: ['assigneeId'],
      heading: 'Assignee',
      width: '148px',
      cell: (item) => (
        <AssigneeMenu
          item={item}
          people={people}
          onChange={onAssign && ((id) => onAssign(item, id))}
          isInGrid
        />
      ),
      sortBy: (item) => (item.assigneeId === null ? null : (names.get(item.assigneeId) ?? null)),
      hideBelowPx: 620,
    },
    {
      id: 'due',
      fields: ['dueAt'],
      heading: 'Due',
      width: '88px',
      cell: (item) => <DueDay {...dueOf(item)} />,
      sortBy: (item) => item.dueAt,
      hideBelowPx: 760,
    },
    {
      id: 'comments',
      fields: ['commentCount'],
      heading: 'Comments',
      width: '78px',
      align: 'end',
      cell: (item) => <CommentCount count={item.commentCount} />,
      sortBy: (item) => item.commentCount,
      hideBelowPx: 840,
    },
    {
      id: 'updated',
      heading: 'Updated',
      width: '84px',
      align: 'end',
      cell: (item) => (
        <span className={styles.soft}>
          <RelativeTime at={item.updatedAt} />
        </span>
      ),
      sortBy: (item) => Date.parse(item.updatedAt),
      hideBelowPx: 560,
    },
  ]
}

function ItemTitle({ item }: { item: ProjectItem }) {
  const { icon: Icon } = typeLooks[item.type]
  return (
    <span className={styles.title}>
      <Icon size={15} className={styles.typeIcon} aria-hidden />
      <span dir="auto" title={item.title} className={styles.titleText}>
        {item.title}
      </span>
      <ActionMark item={item} />
      {item.path !== undefined && <ImportPath path={item.path} />}
      <UnsavedMark versionId={item.versionId} />
    </span>
  )
}

function CommentCount({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className={styles.count}>
      <MessageSquare size={13} aria-hidden />
      {count}
    </span>
  )
}

/** A whole row in two lines. */
export function PhoneItem({ item, assignee }: { item: ProjectItem; assignee: string | null }) {
  return (
    <span className={styles.phone}>
      <ItemTitle item={item} />
      <span className={styles.phoneLine}>
        <StatusPill status={item.status} />
        <ApprovalMark item={item} />
        <span>{item.language}</span>
        {assignee !== null && <span className={styles.titleText}>{assignee}</span>}
        {item.dueAt !== null && <DueDay {...dueOf(item)} />}
        <CommentCount count={item.commentCount} />
      </span>
    </span>
  )
}
