/** How often the digest comes, when, and on which days one works. */
import { digestPeriods, type MailSettings, type Weekday } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Select } from '../../design/index.ts'
import { hourOptions } from './hours.ts'
import styles from './Profile.module.css'

const periods = { off: 'No digest', daily: 'Every working day', weekly: 'Once a week' } as const

const days: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** What people have for a week, by their days. */
const weeks: Record<string, string> = {
  '12345': 'Monday to Friday',
  '123456': 'Monday to Saturday',
  '12347': 'Sunday to Thursday',
  '1234567': 'Every day',
}

export function DigestFields({ mail: { digest, workingDays } }: { mail: MailSettings }) {
  const { setMail } = useCommands()
  const change = (changed: Partial<MailSettings['digest']>) =>
    void setMail({ digest: { ...digest, ...changed } })
  const week = workingDays.join('')
  const offered = { ...weeks, [week]: weeks[week] ?? workingDays.map((day) => days[day - 1]).join(', ') }
  return (
    <>
      <div className={styles.fields}>
        <Select
          label="Digest of the rest"
          options={digestPeriods.map((value) => ({ value, label: periods[value] }))}
          value={digest.every}
          onChange={(every) => change({ every })}
        />
        {digest.every === 'weekly' && (
          <Select
            label="Day of the digest"
            options={days.map((label, index) => ({ value: String(index + 1), label }))}
            value={String(digest.weekday)}
            onChange={(day) => change({ weekday: Number(day) as Weekday })}
          />
        )}
        {digest.every !== 'off' && (
          <Select
            label="Hour of the digest"
            options={hourOptions}
            value={String(digest.hour)}
            onChange={(hour) => change({ hour: Number(hour) })}
          />
        )}
      </div>
      <Select
        label="Working days"
        options={Object.entries(offered).map(([value, label]) => ({ value, label }))}
        value={week}
        onChange={(chosen) => void setMail({ workingDays: [...chosen].map((day) => Number(day) as Weekday) })}
      />
    </>
  )
}
