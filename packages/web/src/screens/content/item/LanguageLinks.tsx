/** The languages of a content item, each with how it stands; the way from one to the other, and to a new one. */
import type { ContentState, Id, Language } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Languages } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Button, cx, IconButton, Popover, PopoverTrigger, Select, StatusIcon } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { languageName } from '../content-words.ts'
import { offeredLanguages } from '../languages.ts'
import styles from './ContentView.module.css'

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
    <nav aria-label="Languages" className={cx(styles.languages)}>
      <ul className={cx(styles.languageList)}>
        {content.languages.map((state) => (
          <li key={state.language}>
            <Link
              to={`${paths.contentItem(content.id)}?language=${encodeURIComponent(state.language)}`}
              aria-current={state.language === language ? 'page' : undefined}
              className={cx(styles.language)}
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
  const commands = useCommands()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const [isPending, setPending] = useState(false)
  const taken = content.languages.map((state) => state.language)
  const offered = offeredLanguages([], taken)
  const [language, setLanguage] = useState<Language | null>(null)
  const add = async () => {
    if (language === null) return
    setPending(true)
    const outcome = await commands.createVersion(content.id, { language, fromVersionId: versionId })
    setPending(false)
    if (!outcome.ok) return
    setOpen(false)
    setLanguage(null)
    if (outcome.value) await navigate(paths.contentItem(content.id, { version: outcome.value.id }))
  }
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton label="Add a language" size="small">
        <Languages size={15} aria-hidden />
      </IconButton>
      <Popover label="Add a language" placement="bottom start">
        <div className={cx(styles.form)}>
          <Select
            label="New language"
            placeholder="Choose a language"
            options={offered.map((tag) => ({ value: tag, label: `${languageName(tag)} (${tag})` }))}
            value={language}
            onChange={setLanguage}
          />
          <p className={cx(styles.hint)}>
            It starts as a draft with the text of the version you are looking at.
          </p>
          <div className={cx(styles.actions)}>
            <Button
              variant="primary"
              size="small"
              isDisabled={language === null}
              isPending={isPending}
              onPress={() => void add()}
            >
              Start the draft
            </Button>
          </div>
        </div>
      </Popover>
    </PopoverTrigger>
  )
}
