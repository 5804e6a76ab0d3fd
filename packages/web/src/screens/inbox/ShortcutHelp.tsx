/** The keys of the inbox, in a popover that `?` opens too. */
import { Keyboard } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton, Kbd, Popover, PopoverTrigger } from '../../design/index.ts'
import styles from './Inbox.module.css'
import { inboxKeys } from './inbox-keys.ts'

/** The button at the end of the tabs. */
export function ShortcutHelp() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = document.activeElement?.matches('input, textarea, select') ?? false
      if (event.key === '?' && !isTyping && !event.ctrlKey && !event.metaKey) setOpen(true)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton label="Keys" shortcut="?" size="small">
        <Keyboard size={16} aria-hidden />
      </IconButton>
      <Popover label="Keys" placement="bottom end">
        <dl className={styles.keys}>
          {inboxKeys.map(({ key, words }) => (
            <div key={key}>
              <dt>
                <Kbd>{key}</Kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.kept}>E and M will archive and mute; they do nothing yet.</p>
      </Popover>
    </PopoverTrigger>
  )
}
