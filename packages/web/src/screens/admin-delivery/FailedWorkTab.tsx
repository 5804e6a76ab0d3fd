/** Work in the background that failed at its last attempt: tried again, or discarded. */
import type { FailedWork } from '@copydesk/contract'
import { useDesk, useFailedWork } from '@copydesk/react'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Button, EmptyState, RelativeTime } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './AdminDelivery.module.css'
import { PagedList } from './PagedList.tsx'

export function FailedWorkTab() {
  const failed = useFailedWork()
  return (
    <PagedList pages={failed} label="Failed work" loading="Loading the failed work" empty={<NoFailedWork />}>
      {/* What fails once more is another failure, which can be tried again. */}
      {(work) => (
        <FailedWorkRow key={`${work.id} ${work.failedAt}`} work={work} onDone={() => void failed.refresh()} />
      )}
    </PagedList>
  )
}

function NoFailedWork() {
  return (
    <EmptyState icon={<CircleCheck size={20} />} title="No work has failed">
      What follows from changes is tried again by itself when it fails; after its last attempt it is listed
      here.
    </EmptyState>
  )
}

function FailedWorkRow({ work, onDone }: { work: FailedWork; onDone: () => void }) {
  const { api } = useDesk()
  const nameOf = useNameOf()
  const commandIdOf = useCommandId()
  const [isAsking, setAsking] = useState(false)
  const acting = useSubmit<unknown>(onDone)
  const act = (what: 'retry' | 'discard') => {
    setAsking(false)
    acting.submit(() => api.failedWork[what](work.id, { commandId: commandIdOf({ what, id: work.id }) }))
  }
  return (
    <li aria-label={work.work} className={styles.row}>
      <div className={styles.head}>
        <code className={styles.name}>{work.work}</code>
        <span className={styles.acts}>
          {isAsking ? (
            <>
              <Button size="small" variant="danger" isStep autoFocus onPress={() => act('discard')}>
                Discard for good
              </Button>
              <Button size="small" variant="quiet" onPress={() => setAsking(false)}>
                Keep
              </Button>
            </>
          ) : (
            <>
              <Button size="small" isPending={acting.isPending} onPress={() => act('retry')}>
                Try again
              </Button>
              <Button size="small" variant="quiet" onPress={() => setAsking(true)}>
                Discard…
              </Button>
            </>
          )}
        </span>
      </div>
      <p className={styles.why}>{work.error}</p>
      <p className={styles.facts}>
        <span>
          {work.attempts} {work.attempts === 1 ? 'attempt' : 'attempts'}
        </span>
        <span>
          Failed <RelativeTime at={work.failedAt} />
        </span>
        <span>
          From <bdi>{nameOf(work.actor)}</bdi>, <RelativeTime at={work.createdAt} />
        </span>
      </p>
      <div role="alert">
        {acting.error !== null && <p className={styles.failure}>{acting.error.message}</p>}
      </div>
    </li>
  )
}
