/** What stands where something was that has been deleted (410), also when that happens while one looks at it. */
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { ButtonLink, EmptyState } from '../../design/index.ts'
import { Page } from '../Page.tsx'
import styles from './GoneScreen.module.css'

export interface GoneScreenProps {
  /** What it was: "project". */
  what: string
  /** The list it was in. */
  back: { path: string; label: string }
  /** Who deleted it, where one saw it happen. */
  by?: string | null
  /** What is to be told besides. */
  children?: ReactNode
}

/** Says that it is gone and leads back to its list. */
export function GoneScreen({ what, back, by, children }: GoneScreenProps) {
  return (
    <Page title="Deleted">
      <div className={styles.gone}>
        <EmptyState
          icon={<Trash2 size={20} />}
          title={`This ${what} was deleted`}
          action={
            <ButtonLink variant="primary" href={back.path}>
              {back.label}
            </ButtonLink>
          }
        >
          {by ?? 'Someone'} deleted it. {what === 'project' && 'Its content is still in the content list.'}
        </EmptyState>
        <div className={styles.besides}>{children}</div>
      </div>
    </Page>
  )
}
