/** The three people of the demo, each one click away. Only a server in demo mode answers them. */
import type { Api } from '@copydesk/client'
import { demoPeople, type SessionInfo } from '@copydesk/contract'
import { Eye, PenLine, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { pendingProps } from '../../design/index.ts'
import { DoorwayFailure } from '../../frame/Doorway.tsx'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './DemoPeople.module.css'

type DemoPerson = (typeof demoPeople)[number]

const looks: Record<DemoPerson, { name: string; may: string; icon: typeof Eye }> = {
  admin: { name: 'Administrator', may: 'Manages everything', icon: ShieldCheck },
  editor: { name: 'Editor', may: 'Writes, bundles and publishes', icon: PenLine },
  reviewer: { name: 'Reviewer', may: 'Comments and approves', icon: Eye },
}

export interface DemoPeopleProps {
  api: Api
  onDone: (session: SessionInfo) => void
}

/** The list of people, above the form for real accounts. */
export function DemoPeople({ api, onDone }: DemoPeopleProps) {
  const [chosen, setChosen] = useState<DemoPerson | null>(null)
  const demo = useSubmit(onDone)
  return (
    <div className={styles.demo}>
      <DoorwayFailure error={demo.error} />
      <ul className={styles.people}>
        {demoPeople.map((person) => {
          const { name, may, icon: Icon } = looks[person]
          return (
            <li key={person}>
              <AriaButton
                className={styles.person}
                {...pendingProps(demo.isPending && chosen === person)}
                onPress={() => {
                  setChosen(person)
                  demo.submit(() => api.session.signInDemo(person))
                }}
              >
                <span className={styles.icon}>
                  <Icon size={17} aria-hidden />
                </span>
                <span>
                  <b>{name}</b>
                  <span className={styles.may}>{may}</span>
                </span>
              </AriaButton>
            </li>
          )
        })}
      </ul>
      <p className={styles.or}>or with an account</p>
    </div>
  )
}
