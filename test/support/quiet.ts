// n8n's engine writes each failed execution to the console; the tests read the run instead.
process.env.N8N_LOG_LEVEL = 'silent';
