/** From when until when mail waits. */
import type { MailSettings } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Select, Switch } from '../../design/index.ts'
import { hourOptions } from './hours.ts'
import styles from './Profile.module.css'

const usual = { from: 20, to: 7 }

export function QuietFields({ mail: { quietHours } }: { mail: MailSettings }) {
  const { setMail } = useCommands()
  return (
    <>
      <Switch
        label="Quiet hours"
        description="Mail waits for their end, and over days that are no working days."
        isSelected={quietHours !== null}
        onChange={(isOn) => void setMail({ quietHours: isOn ? usual : null })}
      />
      {quietHours && (
        <div className={styles.fields}>
          <Select
            label="Quiet from"
            options={hourOptions}
            value={String(quietHours.from)}
            onChange={(hour) => void setMail({ quietHours: { ...quietHours, from: Number(hour) } })}
          />
          <Select
            label="Quiet until"
            options={hourOptions}
            value={String(quietHours.to)}
            onChange={(hour) => void setMail({ quietHours: { ...quietHours, to: Number(hour) } })}
          />
        </div>
      )}
    </>
  )
}
