/** The answer to "Why is this not live?": a page of checks for administrators, plain words for everybody else. */
import type { ConnectionStatus } from '@copydesk/client'
import { useId, useState } from 'react'
import { Button, ButtonLink, CopyButton } from '../design/index.ts'
import { paths } from '../paths.ts'
import { useMay } from '../people/use-may.ts'
import styles from './LiveStatus.module.css'
import { explain, messageFor, type Place } from './why-not-live.ts'

export interface WhyNotLiveProps {
  connection: ConnectionStatus
  /** Closes the popover that it stands in. */
  close: () => void
}

const question = 'Why is this not live?'

export function WhyNotLive({ connection, close }: WhyNotLiveProps) {
  const mayCheck = useMay('site.manage')
  const detailsId = useId()
  const [openedAt, setOpenedAt] = useState<number | null>(null)
  const explanation = explain(connection)
  if (mayCheck) {
    const asks = explanation !== null ? question : connection.fallback !== null ? 'Find out why' : null
    if (asks === null) return null
    return (
      <ButtonLink size="small" href={paths.adminConnection({ run: true })} onPress={close}>
        {asks}
      </ButtonLink>
    )
  }
  if (explanation === null) return null
  return (
    <>
      <Button
        size="small"
        aria-expanded={openedAt !== null}
        {...(openedAt !== null && { 'aria-controls': detailsId })}
        onPress={() => setOpenedAt(openedAt === null ? Date.now() : null)}
      >
        {question}
      </Button>
      {openedAt !== null && (
        <div id={detailsId} className={styles.why}>
          <dl>
            <dt>What happens</dt>
            <dd>{explanation.what}</dd>
            <dt>What still works</dt>
            <dd>{explanation.works}</dd>
            <dt>What you can do</dt>
            <dd>{explanation.toDo}</dd>
          </dl>
          {explanation.isForAdministrator && (
            <AskAdministrator message={messageFor(connection, placeAt(openedAt))} />
          )}
        </div>
      )}
    </>
  )
}

function placeAt(now: number): Place {
  const { origin } = globalThis.location
  return { origin, checksUrl: origin + paths.adminConnection({ run: true }), now }
}

function AskAdministrator({ message }: { message: string }) {
  return (
    <div className={styles.ask}>
      <h3>Ask your administrator</h3>
      <p className={styles.message}>{message}</p>
      <CopyButton text={message}>Copy this message</CopyButton>
    </div>
  )
}
