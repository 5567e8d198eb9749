// Loaded before n8n itself: when the process that started n8n is gone, n8n and its task runner exit too.
process.on('disconnect', () => {
	if (process.platform === 'win32') process.exit(1);
	process.kill(-process.pid, 'SIGKILL');
});
process.channel?.unref();
