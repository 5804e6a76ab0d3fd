/** The service keys: the ones that are valid first, each group with the newest on top. */
import type { ServiceKey } from '@copydesk/contract'
import { useState } from 'react'
import { Badge, Button, CalendarDay, cx, RelativeTime, RowList, ScrollArea } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './AdminKeys.module.css'
import { endOf, lastDayOf, rightsOf } from './key-words.ts'
import { RevokeKey } from './RevokeKey.tsx'

export interface KeyListProps {
  keys: readonly ServiceKey[]
  onRevoked: () => void
}

export function KeyList({ keys, onRevoked }: KeyListProps) {
  const [revoked, setRevoked] = useState<ServiceKey | null>(null)
  const now = Date.now()
  const isOver = (key: ServiceKey) => endOf(key, now) !== null
  const sorted = [...keys.filter((key) => !isOver(key)), ...keys.filter(isOver)]
  return (
    <ScrollArea>
      <RowList label="Service keys">
        {sorted.map((key) => (
          <KeyRow key={key.id} serviceKey={key} end={endOf(key, now)} onRevoke={() => setRevoked(key)} />
        ))}
      </RowList>
      {revoked !== null && (
        <RevokeKey serviceKey={revoked} onClose={() => setRevoked(null)} onRevoked={onRevoked} />
      )}
    </ScrollArea>
  )
}

interface KeyRowProps {
  serviceKey: ServiceKey
  end: ReturnType<typeof endOf>
  onRevoke: () => void
}

function KeyRow({ serviceKey, end, onRevoke }: KeyRowProps) {
  const nameOf = useNameOf()
  const { name, prefix, createdBy, createdAt, lastUsedAt, expiresAt } = serviceKey
  return (
    <li aria-label={name} className={cx(styles.row, end !== null && styles.over)}>
      <div className={cx(styles.head)}>
        <bdi className={cx(styles.name)}>{name}</bdi>
        <code className={cx(styles.prefix)}>{prefix}…</code>
        {end !== null && <Badge>{end}</Badge>}
      </div>
      <p className={cx(styles.rights)}>{rightsOf(serviceKey)}</p>
      <p className={cx(styles.facts)}>
        <span>
          {lastUsedAt === null ? (
            'Never used'
          ) : (
            <>
              Last used <RelativeTime at={lastUsedAt} />
            </>
          )}
        </span>
        <span>
          {expiresAt === null ? (
            'Does not expire'
          ) : (
            <>
              {end === 'Expired' ? 'Expired after' : 'Valid through'}{' '}
              <CalendarDay day={lastDayOf(expiresAt)} />
            </>
          )}
        </span>
        <span>
          Created by <bdi>{nameOf(createdBy)}</bdi>, <RelativeTime at={createdAt} />
        </span>
      </p>
      <div className={cx(styles.act)}>
        {end === null && (
          <Button size="small" onPress={onRevoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        )}
      </div>
    </li>
  )
}
