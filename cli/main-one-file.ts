import { main } from './main.ts';

// The SDK speaks to developers; who runs this file cannot update it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

await main();
