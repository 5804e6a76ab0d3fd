/** The columns of the trash, and its two-line row for phones. */
import type { Actor, TrashEntry } from '@copydesk/contract'
import { Trash2, Undo2 } from 'lucide-react'
import { typeLooks } from '../../content/content-words.ts'
import { Button, type Column, IconButton, ProjectColorDot, RelativeTime } from '../../design/index.ts'
import styles from './Trash.module.css'
import type { TrashActs } from './use-trash-acts.ts'

interface Acting {
  acts: TrashActs
  onPurge: (entry: TrashEntry) => void
}

export function trashColumns({
  nameOf,
  ...acting
}: Acting & { nameOf: (actor: Actor) => string }): Column<TrashEntry>[] {
  return [
    {
      id: 'title',
      heading: 'Title',
      width: 'minmax(200px, 1fr)',
      cell: (entry) => <Title entry={entry} />,
      sortBy: ({ title }) => title,
    },
    {
      id: 'by',
      heading: 'Deleted by',
      width: 'minmax(100px, 180px)',
      cell: ({ deletedBy }) => <span className={styles.soft}>{nameOf(deletedBy)}</span>,
      sortBy: ({ deletedBy }) => nameOf(deletedBy),
      hideBelowPx: 760,
    },
    {
      id: 'at',
      heading: 'Deleted',
      width: '96px',
      cell: ({ deletedAt }) => (
        <span className={styles.soft}>
          <RelativeTime at={deletedAt} />
        </span>
      ),
      sortBy: ({ deletedAt }) => Date.parse(deletedAt),
    },
    {
      id: 'left',
      heading: 'Gone for good',
      width: '112px',
      cell: ({ purgeAt }) => (
        <span className={styles.soft}>
          <RelativeTime at={purgeAt} />
        </span>
      ),
      sortBy: ({ purgeAt }) => Date.parse(purgeAt),
    },
    {
      id: 'acts',
      heading: 'Actions',
      isHeadingHidden: true,
      width: '152px',
      align: 'end',
      cell: (entry) => <Acts entry={entry} {...acting} />,
    },
  ]
}

function Title({ entry }: { entry: TrashEntry }) {
  return (
    <span className={styles.title}>
      {entry.kind === 'project' ? <ProjectColorDot color={entry.color} /> : <TypeIcon entry={entry} />}
      <span dir="auto">{entry.title}</span>
    </span>
  )
}

function TypeIcon({ entry }: { entry: Extract<TrashEntry, { kind: 'content' }> }) {
  const { icon: Icon, label } = typeLooks[entry.type]
  return <Icon size={15} role="img" aria-label={label} className={styles.typeIcon} />
}

function Acts({ entry, acts, onPurge }: Acting & { entry: TrashEntry }) {
  return (
    <span className={styles.acts}>
      {acts.mayRestore(entry) && (
        <Button
          size="small"
          variant="quiet"
          icon={<Undo2 size={14} aria-hidden />}
          aria-label={`Bring back ${entry.title}`}
          excludeFromTabOrder
          onPress={() => void acts.restore(entry)}
        >
          Bring back
        </Button>
      )}
      {acts.mayPurge && (
        <IconButton
          size="small"
          label={`Delete ${entry.title} for good`}
          excludeFromTabOrder
          onPress={() => onPurge(entry)}
        >
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </span>
  )
}

/** A whole row in two lines. */
export function PhoneTrash({ entry, ...acting }: Acting & { entry: TrashEntry }) {
  return (
    <span className={styles.phone}>
      <Title entry={entry} />
      <span className={styles.phoneLine}>
        <span className={styles.soft}>
          gone for good <RelativeTime at={entry.purgeAt} />
        </span>
        <Acts entry={entry} {...acting} />
      </span>
    </span>
  )
}
