/** When and of what one is mailed; hours are by one's own time zone. */
import type { Mailing, MailSettings, Me, Preference } from '@copydesk/contract'
import { useCommands, usePreferences } from '@copydesk/react'
import { useId } from 'react'
import { Button, cx, ErrorState, RelativeTime, Select, SkeletonRows, Switch } from '../../design/index.ts'
import { DigestFields } from './DigestFields.tsx'
import { MailPreviews } from './MailPreviews.tsx'
import { typeWords } from './notification-types.ts'
import styles from './Profile.module.css'
import { QuietFields } from './QuietFields.tsx'

const waits = [1, 5, 15, 30, 60, 240]

export function OwnMail({ me }: { me: Me }) {
  const headingId = useId()
  const preferences = usePreferences()
  return (
    <section aria-labelledby={headingId} className={cx(styles.form)}>
      <h2 id={headingId} className={cx(styles.heading)}>
        What you are mailed
      </h2>
      {preferences.status === 'loading' && <SkeletonRows label="Loading what you are mailed" count={5} />}
      {preferences.status === 'error' && (
        <ErrorState error={preferences.error} onRetry={() => void preferences.refresh()} />
      )}
      {preferences.data && (
        <>
          <MailingNote mailing={preferences.data.mailing} />
          {preferences.data.mailing === 'preview' && <MailPreviews />}
          <RefusedNote mail={preferences.data.mail} />
          <Times mail={preferences.data.mail} timeZone={me.timeZone} />
          {preferences.data.data.map((preference) => (
            <TypeSwitch key={preference.id} preference={preference} />
          ))}
        </>
      )}
    </section>
  )
}

const mailingNotes: Record<Mailing, string> = {
  on: 'Mail comes only of what is in your inbox, and unread there.',
  preview: 'The demo sends no mail.',
  off: 'No mail is sent from here: an administrator can name a mail server (COPYDESK_SMTP_URL).',
}

function MailingNote({ mailing }: { mailing: Mailing }) {
  return <p className={styles.note}>{mailingNotes[mailing]}</p>
}

/** Said by what the mail server said, which tells a full mailbox from a wrong address. */
function RefusedNote({ mail: { refusedAddress } }: { mail: MailSettings }) {
  const { setMail } = useCommands()
  if (refusedAddress === null) return null
  const { address, note, refusedAt } = refusedAddress
  return (
    <div role="status" className={styles.row}>
      <span>
        Nothing is mailed to you: <bdi>{address}</bdi> was refused <RelativeTime at={refusedAt} /> (“{note}”).
      </span>
      <Button size="small" onPress={() => void setMail({ refusedAddress: null })}>
        Try it again
      </Button>
    </div>
  )
}

function Times({ mail, timeZone }: { mail: MailSettings; timeZone: string | null }) {
  const { setMail } = useCommands()
  const offered = [...new Set([...waits, mail.waitMinutes])].sort((a, b) => a - b)
  return (
    <>
      <Select
        label="Mentions, answers, assignments and approvals: once unread for"
        options={offered.map((minutes) => ({ value: String(minutes), label: durationOf(minutes) }))}
        value={String(mail.waitMinutes)}
        onChange={(minutes) => void setMail({ waitMinutes: Number(minutes) })}
      />
      <DigestFields mail={mail} />
      <QuietFields mail={mail} />
      <p className={styles.note}>
        {timeZone === null
          ? 'Hours are those of UTC, until you choose a time zone above.'
          : `Hours are those of ${timeZone}.`}{' '}
        What was to be published and was not is mailed even in quiet hours.
      </p>
      {mail.mutedThreads > 0 && (
        <div className={styles.row}>
          <span>
            {mail.mutedThreads === 1
              ? 'You ended the mail of one thread.'
              : `You ended the mail of ${mail.mutedThreads} threads.`}
          </span>
          <Button size="small" onPress={() => void setMail({ mutedThreads: 0 })}>
            Mail me again
          </Button>
        </div>
      )}
    </>
  )
}

function TypeSwitch({ preference: { id, channels } }: { preference: Preference }) {
  const commands = useCommands()
  const { label, isPrompt } = typeWords[id]
  return (
    <Switch
      label={`Mail: ${label.toLowerCase()}`}
      description={
        channels.inbox
          ? isPrompt
            ? 'Thread by thread, while unread.'
            : 'In the digest.'
          : 'Your inbox does not tell you of it.'
      }
      isSelected={channels.inbox && channels.email}
      isDisabled={!channels.inbox}
      onChange={(isWanted) => void commands.setPreference(id, 'email', isWanted)}
    />
  )
}

function durationOf(minutes: number): string {
  if (minutes % 60 === 0) return minutes === 60 ? 'an hour' : `${minutes / 60} hours`
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
