/** The entry: style sheets, the first screen's code on its way, and the app drawn into the page. */
import '@fontsource-variable/inter/wght.css'
import './design/tokens.css'
import './design/reset.css'
import { createApi } from '@copydesk/client'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { basePath, pathOfPage } from './base-path.ts'
import { watchFirstScreen } from './first-screen.ts'
import { loadAhead } from './screens.ts'
import { askSession, isSignedIn } from './session/known-session.ts'
import { watchStandstills } from './session/standstill.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
watchStandstills()
void draw(root)

/** Not before it is known what: the outline in the page stands for everything until then. */
async function draw(root: HTMLElement): Promise<void> {
  const screen = loadAhead(pathOfPage())
  const session = await askSession(createApi({ baseUrl: basePath }))
  if (isSignedIn(session)) await screen
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  )
  watchFirstScreen()
}
