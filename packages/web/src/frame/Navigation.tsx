/** The way between the areas: beside the page on a desk, below it on a phone. */
import { CircleCheckBig, FileText, Inbox, Layers, Search, Users } from 'lucide-react'
import { Suspense } from 'react'
import { NavLink } from 'react-router'
import { Badge, Kbd } from '../design/index.ts'
import { afterFirstScreen } from '../later.tsx'
import { paths } from '../paths.ts'
import { useMay } from '../people/use-may.ts'
import { Brand } from './Brand.tsx'
import styles from './Frame.module.css'
import { isApple } from './keys/key-registry.ts'
import { palette } from './open-state.ts'

const AwaitingCount = afterFirstScreen(async () => (await import('./AwaitingCount.tsx')).AwaitingCount)

const areas = [
  { path: paths.projects(), word: 'Projects', icon: Layers },
  { path: paths.content(), word: 'Content', icon: FileText },
  { path: paths.awaiting(), word: 'Awaiting me', icon: CircleCheckBig },
  { path: paths.inbox(), word: 'Inbox', icon: Inbox },
] as const
const people = { path: paths.adminPeople(), word: 'People', icon: Users } as const

/** `unread` is the server's count; it stands beside Inbox. People is there for those who let others in. */
export function Navigation({ unread }: { unread: number }) {
  const mayManagePeople = useMay('people.manage')
  return (
    <nav aria-label="Areas" className={styles.nav}>
      <div className={styles.home}>
        <NavLink to={paths.projects()} aria-label="Copydesk, to the projects">
          <Brand />
        </NavLink>
      </div>
      <ul className={styles.links}>
        <li>
          <button
            type="button"
            className={styles.link}
            title="Find"
            aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
            onClick={() => palette.setOpen(true)}
          >
            <Search size={17} aria-hidden />
            <span className={styles.word}>Find</span>
            <span className={styles.key}>
              <Kbd>{isApple ? '⌘K' : 'Ctrl K'}</Kbd>
            </span>
          </button>
        </li>
        {[...areas, ...(mayManagePeople ? [people] : [])].map(({ path, word, icon: Icon }) => (
          <li key={path}>
            <NavLink to={path} className={styles.link} title={word}>
              <Icon size={17} aria-hidden />
              <span className={styles.word}>{word}</span>
              {path === paths.awaiting() && (
                <Suspense>
                  <AwaitingCount />
                </Suspense>
              )}
              {path === paths.inbox() && unread > 0 && (
                <span className={styles.count}>
                  <Badge tone="accent">{unread > 99 ? '99+' : unread}</Badge>
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
