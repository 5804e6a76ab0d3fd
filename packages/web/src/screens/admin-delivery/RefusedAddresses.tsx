/** The addresses that the mail server refused for good: nothing is mailed there until somebody has it tried again. */
import type { RefusedAddress } from '@copydesk/contract'
import { useDesk, useRefusedAddresses } from '@copydesk/react'
import { useId } from 'react'
import { Button, RelativeTime, RowList } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './AdminDelivery.module.css'

/** Nothing where all mail is taken. */
export function RefusedAddresses() {
  const headingId = useId()
  const { data, hasMore, loadingMore, loadMore, refresh } = useRefusedAddresses()
  if (data === undefined || data.data.length === 0) return null
  return (
    <section aria-labelledby={headingId} className={styles.refused}>
      <h2 id={headingId} className={styles.heading}>
        Addresses that take no mail
      </h2>
      <RowList labelledBy={headingId}>
        {data.data.map((refused) => (
          <RefusedLine
            key={`${refused.id} ${refused.refusedAt}`}
            refused={refused}
            onDone={() => void refresh()}
          />
        ))}
      </RowList>
      {hasMore && (
        <Button variant="quiet" isPending={loadingMore} onPress={() => void loadMore()}>
          Show more addresses
        </Button>
      )}
    </section>
  )
}

function RefusedLine({
  refused: { id, address, note, refusedAt },
  onDone,
}: {
  refused: RefusedAddress
  onDone: () => void
}) {
  const { api } = useDesk()
  const commandIdOf = useCommandId()
  const name = useNameOf()({ id, kind: 'person' })
  const trying = useSubmit<unknown>(onDone)
  return (
    <li aria-label={name} className={styles.row}>
      <div className={styles.head}>
        <p className={styles.name}>
          <bdi>{name}</bdi> <bdi className={styles.withheld}>{address}</bdi>
        </p>
        <Button
          size="small"
          isPending={trying.isPending}
          onPress={() =>
            trying.submit(() => api.deliveries.tryAgain(id, { commandId: commandIdOf({ id, refusedAt }) }))
          }
        >
          Try again
        </Button>
      </div>
      <p className={styles.why}>{note}</p>
      <p className={styles.facts}>
        <span>
          Refused <RelativeTime at={refusedAt} />
        </span>
      </p>
      <div role="alert">
        {trying.error !== null && <p className={styles.failure}>{trying.error.message}</p>}
      </div>
    </li>
  )
}
