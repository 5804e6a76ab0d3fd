/** What was mailed to whom, and what became of it. */
import { type Delivery, type DeliveryStatus, deliveryStatuses } from '@copydesk/contract'
import { useDeliveries } from '@copydesk/react'
import { MailCheck, SearchX } from 'lucide-react'
import { useState } from 'react'
import { Button, EmptyState, RelativeTime, Select, Toolbar } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './AdminDelivery.module.css'
import { PagedList } from './PagedList.tsx'
import { RefusedAddresses } from './RefusedAddresses.tsx'
import { deliveryWords } from './trace-words.ts'

export function DeliveriesTab() {
  const [status, setStatus] = useState<DeliveryStatus | 'all'>('all')
  const mails = useDeliveries(status === 'all' ? null : status)
  return (
    <>
      <RefusedAddresses />
      <Toolbar label="Mail">
        <Select
          label="What became of it"
          labelPlace="hidden"
          variant="quiet"
          options={[
            { value: 'all', label: 'All mail' },
            ...deliveryStatuses.map((value) => ({ value, label: deliveryWords[value] })),
          ]}
          value={status}
          onChange={setStatus}
        />
      </Toolbar>
      <PagedList
        pages={mails}
        label="Mail"
        loading="Loading the mail"
        empty={<NoMail isNarrowed={status !== 'all'} onShowAll={() => setStatus('all')} />}
      >
        {(delivery) => <DeliveryLine key={delivery.id} delivery={delivery} />}
      </PagedList>
    </>
  )
}

function NoMail({ isNarrowed, onShowAll }: { isNarrowed: boolean; onShowAll: () => void }) {
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="No mail matches"
        action={<Button onPress={onShowAll}>Show all mail</Button>}
      />
    )
  }
  return (
    <EmptyState icon={<MailCheck size={20} />} title="No mail was sent yet">
      Where a mail server is set, each mail to somebody is listed here, with what became of it.
    </EmptyState>
  )
}

function DeliveryLine({
  delivery: { personId, address, status, note, createdAt, begunAt, settledAt },
}: {
  delivery: Delivery
}) {
  const name = useNameOf()({ id: personId, kind: 'person' })
  return (
    <li aria-label={name} className={styles.row}>
      <p>
        <bdi className={styles.name}>{name}</bdi>
        {address !== null && (
          <>
            {' '}
            <bdi className={styles.withheld}>{address}</bdi>
          </>
        )}
      </p>
      <p className={styles.facts}>
        <span className={styles.told}>{deliveryWords[status]}</span>
        <RelativeTime at={settledAt ?? begunAt ?? createdAt} />
      </p>
      {note !== null && <p className={styles.why}>{note}</p>}
    </li>
  )
}
