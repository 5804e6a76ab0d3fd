/** The configuration that mends a proxy: of the one that was recognised, or of another that is chosen. */
import { type Diagnosis, fixes, type ProxyName, proxyNames } from '@copydesk/doctor'
import { useState } from 'react'
import { basePath } from '../../../base-path.ts'
import { Select } from '../../../design/index.ts'
import { PasteText } from './PasteText.tsx'
import styles from './Verdict.module.css'

const options = proxyNames.map((value) => ({ value, label: fixes[value].title }))

export function FixSnippet({ diagnosis: { middleTier } }: { diagnosis: Pick<Diagnosis, 'middleTier'> }) {
  const recognised = middleTier?.product ?? null
  const [chosen, setChosen] = useState<ProxyName | null>(recognised)
  return (
    <div className={styles.fix}>
      <div className={styles.choice}>
        <Select
          label="Configuration for"
          labelPlace="beside"
          placeholder="Choose your proxy"
          options={options}
          value={chosen}
          onChange={setChosen}
        />
        <p className={styles.recognised}>
          {recognised === null
            ? 'The proxy does not show who it is.'
            : `Recognised by ${middleTier?.because.join(', ')}.`}
        </p>
      </div>
      {chosen !== null && (
        <PasteText
          label={`Configuration for ${fixes[chosen].title}`}
          text={fixes[chosen].snippet}
          copy="Copy the configuration"
        />
      )}
      <p className={styles.hint}>
        To see whether it is the proxy, compare with the server itself: run{' '}
        <code>{`copydesk doctor ${globalThis.location.origin}${basePath} --direct http://127.0.0.1:4600${basePath}`}</code>{' '}
        on its machine. A browser seldom reaches it there.
      </p>
    </div>
  )
}
