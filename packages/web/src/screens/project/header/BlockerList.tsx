/** What keeps the project from being published, item by item, with what can be done about it where it is said. */
import type { Blocker, Id, ProjectItem } from '@copydesk/contract'
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
}

export function BlockerList({ projectId, blockers, items }: BlockerListProps) {
  const commands = useCommands()
  const [comparedId, setCompared] = useState<Id | null>(null)
  const compared = items.find((item) => item.id === comparedId)
  return (
    <>
      <ul className={styles.blockers}>
        {blockers.map((blocker) => (
          <li key={blocker.reason === 'open_task' ? blocker.taskId : blocker.itemId}>
            {blocker.reason === 'open_task' ? (
              <ListChecks size={15} aria-hidden />
            ) : (
              <StatusPill status={blocker.status} />
            )}
            <span className={styles.blocker}>
              <Link to={placeOf(projectId, blocker)} dir="auto">
                {blocker.title}
              </Link>
              <LiftWords blocker={blocker} />
              {blocker.reason === 'changed_since' && (
                <Button size="small" variant="quiet" onPress={() => setCompared(blocker.itemId)}>
                  Compare
                </Button>
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
