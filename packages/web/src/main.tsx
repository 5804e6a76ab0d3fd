/** The entry: style sheets, the first screen's code on its way, and the app drawn into the page. */
import '@fontsource-variable/inter/wght.css'
import './design/tokens.css'
import './design/reset.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { pathOfPage } from './base-path.ts'
import { loadAhead } from './screens.ts'
import { watchStandstills } from './session/standstill.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
loadAhead(pathOfPage())
watchStandstills()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
