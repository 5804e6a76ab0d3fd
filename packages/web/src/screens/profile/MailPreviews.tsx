/** The mails that the demo would have sent: each opens as mail programs show it. */
import type { MailPreview } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { basePath } from '../../base-path.ts'
import { Button, cx, RelativeTime } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import styles from './Profile.module.css'

export function MailPreviews() {
  const { api } = useDesk()
  const nameOf = useNameOf()
  const [mails, setMails] = useState<readonly MailPreview[]>()
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is asking anew
  useEffect(() => {
    const aborted = new AbortController()
    api.mailPreviews.list({ signal: aborted.signal }).then(
      ({ data }) => setMails(data),
      () => {},
    )
    return () => aborted.abort()
  }, [api, asked])
  if (mails === undefined) return null
  return (
    <div>
      <div className={styles.head}>
        <h3 className={styles.heading}>What would have been sent</h3>
        <Button size="small" onPress={() => setAsked(asked + 1)}>
          Refresh
        </Button>
      </div>
      {mails.length === 0 && (
        <p className={styles.note}>Nothing yet: mail waits until something has been unread for a while.</p>
      )}
      <ul aria-label="What would have been sent" className={styles.list}>
        {mails.map(({ id, personId, subject, createdAt }) => (
          <li key={id} className={cx(styles.row, styles.stacked)}>
            <a
              href={`${basePath}/api/v1/me/mails/${id}`}
              target="_blank"
              rel="noreferrer"
              dir="auto"
              className={styles.name}
            >
              {subject}
            </a>
            <span className={styles.facts}>
              <span>to {nameOf({ id: personId, kind: 'person' })}</span>
              <RelativeTime at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
