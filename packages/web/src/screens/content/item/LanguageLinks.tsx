/** The languages of a content item, each with how it stands; the way from one to the other, and to a new one. */

import type { ContentState, Id, Language } from '@copydesk/contract'
import { Languages } from 'lucide-react'
import { Suspense } from 'react'
import { Link } from 'react-router'
import { languageName } from '../../../content/content-words.ts'
import { IconButton, Popover, PopoverTrigger, StatusIcon } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import styles from './ContentView.module.css'

const NewLanguage = later(async () => (await import('./NewLanguage.tsx')).NewLanguage)

export interface LanguageLinksProps {
  content: ContentState
  /** The language that is shown. */
  language: Language
  /** The version that is shown, which a new language starts from. */
  versionId: Id
}

export function LanguageLinks({ content, language, versionId }: LanguageLinksProps) {
  const mayWrite = useMay('content.write')
  return (
    <nav aria-label="Languages" className={styles.languages}>
      <ul className={styles.languageList}>
        {content.languages.map((state) => (
          <li key={state.language}>
            <Link
              to={`${paths.contentItem(content.id)}?language=${encodeURIComponent(state.language)}`}
              aria-current={state.language === language ? 'page' : undefined}
              className={styles.language}
            >
              <StatusIcon status={state.status} />
              {languageName(state.language)}
            </Link>
          </li>
        ))}
      </ul>
      {mayWrite && <AddLanguage content={content} versionId={versionId} />}
    </nav>
  )
}

function AddLanguage({ content, versionId }: { content: ContentState; versionId: Id }) {
  return (
    <PopoverTrigger>
      <IconButton label="Add a language" size="small">
        <Languages size={15} aria-hidden />
      </IconButton>
      <Popover label="Add a language" placement="bottom start">
        {({ close }) => (
          <Suspense>
            <NewLanguage content={content} versionId={versionId} onDone={close} />
          </Suspense>
        )}
      </Popover>
    </PopoverTrigger>
  )
}
