export { createApp } from './http/app.ts'
