import { configuration } from './configuration';
import { triggerFunction } from './function';
import { STEPS } from './steps';

/** What Lambda calls, for every trigger. */
export const handler = triggerFunction(STEPS, () => configuration(process.env, __dirname));

/** What `LocalizedMessages.render()` calls. */
export { STEPS };
