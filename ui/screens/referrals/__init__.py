"""The referral directory: colleagues and services to whom the licensee refers."""
