/** What keeps the project from being published, item by item, with what can be done about it where it is said. */
import type { Blocker, EmbedBlocker, Id, ProjectItem } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { ListChecks } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link } from 'react-router'
import { Button, StatusPill } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { LiftWords } from '../../../projects/LiftWords.tsx'
import styles from './Header.module.css'

const ChangedSinceDialog = later(
  async () => (await import('../../../projects/changed-since/ChangedSinceDialog.tsx')).ChangedSinceDialog,
)

export interface BlockerListProps {
  projectId: Id
  blockers: readonly Blocker[]
  items: readonly ProjectItem[]
  /** Where the list covers the place that its links lead to: gives way to that. */
  onLeave?: () => void
}

export function BlockerList({ projectId, blockers, items, onLeave }: BlockerListProps) {
  const commands = useCommands()
  const [comparedId, setCompared] = useState<Id | null>(null)
  const add = ({ reference: { contentId, language } }: EmbedBlocker) =>
    void commands.addItems(projectId, [{ contentId, language: language ?? undefined }])
  const compared = items.find((item) => item.id === comparedId)
  return (
    <>
      <ul className={styles.blockers}>
        {blockers.map((blocker) => (
          <li key={keyOf(blocker)}>
            {blocker.reason === 'open_task' ? (
              <ListChecks size={15} aria-hidden />
            ) : (
              <StatusPill status={blocker.status} />
            )}
            <span className={styles.blocker}>
              <Link to={placeOf(projectId, blocker)} dir="auto" onClick={onLeave}>
                {blocker.title}
              </Link>
              <LiftWords blocker={blocker} />
              {blocker.reason === 'changed_since' && (
                <Button size="small" variant="quiet" onPress={() => setCompared(blocker.itemId)}>
                  Compare
                </Button>
              )}
              {blocker.reason === 'embed_not_live' && blocker.reference.title !== null && (
                <Button size="small" variant="quiet" onPress={() => add(blocker)}>
                  Add it to the project
                </Button>
              )}
              {blocker.reason === 'embedded_live' && (
                <Link to={paths.contentItem(blocker.reference.contentId)} onClick={onLeave}>
                  Go to that text
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Suspense>
        {compared !== undefined && (
          <ChangedSinceDialog
            item={compared}
            onRebase={(rebase) => commands.rebaseItem(compared, rebase)}
            onClose={() => setCompared(null)}
          />
        )}
      </Suspense>
    </>
  )
}

/** Where it can be lifted: at the item, or on the checklist. */
function placeOf(projectId: Id, { reason, itemId }: Blocker): string {
  return reason === 'open_task' ? paths.checklist(projectId) : paths.project(projectId, { item: itemId })
}

/** An item is in the way once for each reason, and for each text that it embeds. */
function keyOf(blocker: Blocker): string {
  if (blocker.reason === 'open_task') return blocker.taskId
  const reference = 'reference' in blocker ? blocker.reference.contentId : ''
  return `${blocker.itemId} ${blocker.reason} ${reference}`
}
